/** A study in a list: its title, and its key below. */
export function StudyTitle({ study }: { study: { title: string; key: string } }) {
  return (
    <span className="grid max-w-md py-1 max-md:max-w-none">
      <span dir="auto" className="truncate">
        {study.title}
      </span>
      <span className="truncate font-normal text-ink-muted text-xs">{study.key}</span>
    </span>
  )
}
