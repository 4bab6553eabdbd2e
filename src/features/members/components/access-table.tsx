import { Check, Minus } from 'lucide-react'
import { roles } from '@/lib/auth/access'
import { type AccessRow, accessTable } from '../access-table'
import { roleText } from '../roles'

const cell = 'border-b px-3 py-2 text-start align-top'
const sticky = 'sticky start-0 z-10 bg-surface'

/** What each role may do, from the rules that the server enforces. */
export function AccessTable() {
  return (
    <section
      aria-label="What each role may do"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to take the focus
      tabIndex={0}
      className="overflow-x-auto rounded-lg border bg-surface shadow-soft"
    >
      <table className="w-full min-w-160 border-separate border-spacing-0">
        <caption className="sr-only">What each role may do in a space</caption>
        <thead>
          <tr className="text-xs">
            <td className={`${cell} ${sticky}`} />
            {roles.map((role) => (
              <th key={role} scope="col" className={`${cell} w-36 font-semibold text-sm`}>
                {roleText[role].name}
              </th>
            ))}
          </tr>
        </thead>
        {accessTable().map(({ title, rows }) => (
          <tbody key={title} className="last:[&_tr:last-child>*]:border-b-0">
            <tr>
              <th
                scope="rowgroup"
                colSpan={roles.length + 1}
                className={`${cell} bg-subtle font-medium text-ink-muted text-xs`}
              >
                <span className="sticky start-3">{title}</span>
              </th>
            </tr>
            {rows.map((row) => (
              <Row key={row.label} row={row} />
            ))}
          </tbody>
        ))}
      </table>
    </section>
  )
}

function Row({ row }: { row: AccessRow }) {
  return (
    <tr>
      <th scope="row" className={`${cell} ${sticky} min-w-40 max-w-80 font-normal`}>
        {row.label}
      </th>
      {roles.map((role) => {
        const { extent, text } = row.cells[role]
        return (
          <td key={role} className={`${cell} ${extent === 'none' ? 'text-ink-muted' : ''}`}>
            <span className="flex gap-1.5">
              {extent === 'none' ? (
                <Minus aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-faint" />
              ) : (
                <Check aria-hidden className="mt-0.5 size-4 shrink-0 text-success-ink" />
              )}
              {text}
            </span>
          </td>
        )
      })}
    </tr>
  )
}
