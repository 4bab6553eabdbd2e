import { Card } from '@/components/card'
import { DefinitionList } from '@/components/definition-list'
import { baselineOf, baselineText } from '../baseline'

/** What was known of a participant before the study began. */
export function BaselineCard({ baseline }: { baseline: unknown }) {
  const items = Object.entries(baselineOf(baseline)).map(([term, value]) => ({
    term,
    description: baselineText(value),
  }))
  return (
    <Card title="Baseline attributes">
      {items.length > 0 ? (
        <DefinitionList items={items} />
      ) : (
        <p className="text-ink-muted">None recorded.</p>
      )}
    </Card>
  )
}
