import { formatNumber } from '@/lib/format'
import type { LineChartProps } from './line-chart'

const cell = 'border-b px-3 py-1.5 text-end tabular-nums first:ps-0 first:text-start last:pe-0'

/** The numbers of a chart. */
export function LineChartTable({ title, axis, series, points }: Omit<LineChartProps, 'height'>) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to take the focus
    <section aria-label={title} tabIndex={0} className="max-h-80 overflow-auto">
      <table className="w-full border-separate border-spacing-0">
        <caption className="sr-only">{title}</caption>
        <thead>
          <tr className="text-ink-muted text-xs">
            <th scope="col" className={`${cell} sticky top-0 bg-surface font-medium`}>
              {axis}
            </th>
            {series.map((line) => (
              <th
                key={line.key}
                scope="col"
                className={`${cell} sticky top-0 bg-surface font-medium`}
              >
                {line.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {points.map((point) => (
            <tr key={point.label}>
              <th scope="row" className={`${cell} font-normal`}>
                {point.label}
              </th>
              {series.map((line) => {
                const value = point.values[line.key]
                return (
                  <td key={line.key} className={cell}>
                    {value === undefined ? '—' : formatNumber(value)}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
