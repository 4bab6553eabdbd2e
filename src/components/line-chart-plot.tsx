'use client'
import { useId } from 'react'
import {
  Area,
  CartesianGrid,
  ComposedChart,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts'
import { formatNumber } from '@/lib/format'
import type { ChartPoint, ChartSeries, LineChartProps } from './line-chart'

const colour = (index: number) => `var(--chart-${(index % 4) + 1})`
const tick = { fontSize: 11, fill: 'var(--ink-muted)' }

/** The drawing. For screen readers it is an image with a summary; the table has the numbers. */
export function LineChartPlot({
  title,
  series,
  points,
  height,
}: Omit<LineChartProps, 'axis'> & { height: number }) {
  const id = useId()
  return (
    <div>
      <div role="img" aria-label={`${title}. ${summary(series, points)}`}>
        <ResponsiveContainer width="100%" height={height}>
          <ComposedChart
            data={points}
            margin={{ top: 6, right: 12, bottom: 0, left: 0 }}
            // The image role says all; the key handling of the drawing would be a second, mute way.
            accessibilityLayer={false}
          >
            <defs>
              <linearGradient id={id} x1="0" y1="0" x2="0" y2="1">
                <stop offset="0%" stopColor={colour(0)} stopOpacity={0.2} />
                <stop offset="100%" stopColor={colour(0)} stopOpacity={0.01} />
              </linearGradient>
            </defs>
            <CartesianGrid vertical={false} stroke="var(--line)" />
            <XAxis
              dataKey="label"
              tick={tick}
              tickLine={false}
              axisLine={{ stroke: 'var(--line)' }}
              tickMargin={8}
              padding={{ left: 24, right: 24 }}
              minTickGap={16}
              interval="equidistantPreserveStart"
            />
            <YAxis
              tick={tick}
              tickLine={false}
              axisLine={false}
              width="auto"
              allowDecimals={false}
              tickFormatter={formatNumber}
            />
            <Tooltip
              cursor={{ stroke: 'var(--control)', strokeDasharray: '3 3' }}
              content={({ active, label }) => {
                const point = points.find((other) => other.label === label)
                return active && point ? <PointCard point={point} series={series} /> : null
              }}
            />
            {series.map((line, index) => (
              <Area
                key={line.key}
                name={line.label}
                dataKey={(point: ChartPoint) => point.values[line.key]}
                type="monotone"
                stroke={colour(index)}
                strokeWidth={2}
                strokeDasharray={line.style === 'dashed' ? '4 4' : undefined}
                fill={line.style === 'line' || line.style === 'dashed' ? 'none' : `url(#${id})`}
                dot={points.length === 1}
                activeDot={{ r: 4, stroke: 'var(--surface)', strokeWidth: 2 }}
                isAnimationActive={false}
              />
            ))}
          </ComposedChart>
        </ResponsiveContainer>
      </div>
      {series.length > 1 && <Legend series={series} />}
    </div>
  )
}

function Legend({ series }: { series: ChartSeries[] }) {
  return (
    <ul className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-ink-muted text-xs">
      {series.map((line, index) => (
        <li key={line.key} className="flex items-center gap-1.5">
          <Swatch line={line} index={index} />
          {line.label}
        </li>
      ))}
    </ul>
  )
}

function Swatch({ line, index }: { line: ChartSeries; index: number }) {
  return (
    <span
      aria-hidden
      className={line.style === 'dashed' ? 'w-3.5 border-t-2 border-dashed' : 'w-3.5 border-t-2'}
      style={{ borderColor: colour(index) }}
    />
  )
}

function PointCard({ point, series }: { point: ChartPoint; series: ChartSeries[] }) {
  return (
    <div className="rounded-md bg-raised px-3 py-2 text-xs shadow-float">
      <p className="mb-1 text-ink-muted">{point.label}</p>
      {series.map((line, index) => (
        <p key={line.key} className="flex items-center gap-2">
          <Swatch line={line} index={index} />
          {line.label}
          <span className="ms-auto ps-4 font-medium tabular-nums">
            {formatNumber(point.values[line.key] ?? 0)}
          </span>
        </p>
      ))}
    </div>
  )
}

/** First and last number of each line, in words. */
function summary(series: ChartSeries[], points: ChartPoint[]): string {
  const [first, last] = [points[0], points.at(-1)]
  if (!first || !last) return 'No numbers yet.'
  return series
    .map(
      ({ key, label }) =>
        `${label}: ${first.values[key] ?? 'none'} in ${first.label}, ${last.values[key] ?? 'none'} in ${last.label}.`,
    )
    .join(' ')
}
