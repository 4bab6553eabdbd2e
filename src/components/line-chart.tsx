'use client'
import { ChartLine, Table2 } from 'lucide-react'
import { useState } from 'react'
import { Button } from './button'
import { LineChartPlot } from './line-chart-plot'
import { LineChartTable } from './line-chart-table'

/** One line; its number is undefined where nothing is known. */
export type ChartSeries = { key: string; label: string; style?: 'area' | 'line' | 'dashed' }

/** One point in time: `label` as shown below the axis, and a number for each series. */
export type ChartPoint = { label: string; values: Record<string, number | undefined> }

export type LineChartProps = {
  /** What is shown, as a sentence: "Participants enrolled, by month". */
  title: string
  /** What the first column of the table is: "Month". */
  axis: string
  /** At most four. */
  series: ChartSeries[]
  points: ChartPoint[]
  /** Height of the plot in pixels. */
  height?: number
}

/** Numbers over time as lines, and the same numbers as a table for whoever prefers to read. */
export function LineChart({ title, axis, series, points, height = 220 }: LineChartProps) {
  const [asTable, setAsTable] = useState(false)
  return (
    <figure>
      <figcaption className="-mt-1.5 mb-3 flex items-center justify-between gap-4">
        <span className="font-semibold text-[0.9375rem] tracking-tight">{title}</span>
        <Button variant="ghost" size="sm" onClick={() => setAsTable(!asTable)}>
          {asTable ? <ChartLine aria-hidden /> : <Table2 aria-hidden />}
          {asTable ? 'Show as chart' : 'Show as table'}
        </Button>
      </figcaption>
      {asTable ? (
        <LineChartTable title={title} axis={axis} series={series} points={points} />
      ) : (
        <LineChartPlot title={title} series={series} points={points} height={height} />
      )}
    </figure>
  )
}
