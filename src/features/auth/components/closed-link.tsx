import { Callout } from '@/components/callout'
import { LinkButton } from '@/components/link-button'

/** A link from a mail that no longer leads anywhere: why, and the way on. */
export function ClosedLink({
  reason,
  way,
}: {
  reason: string
  way: { href: string; label: string }
}) {
  return (
    <Callout
      tone="warning"
      actions={
        <LinkButton href={way.href} size="sm">
          {way.label}
        </LinkButton>
      }
    >
      {reason}
    </Callout>
  )
}
