import { useEffect, useState } from 'react'
import type { FieldValues, Path, PathValue, UseFormReturn } from 'react-hook-form'

/**
 * Keeps what is typed into a form in this tab of the browser, so that a reload does not lose it.
 * @param key names the form and what it edits; undefined where nothing may be kept.
 * @param typed what was typed into a former version of the form, to begin with.
 */
export function useKeptDraft<Values extends FieldValues>(
  form: UseFormReturn<Values>,
  key: string | undefined,
  typed: Partial<Values>,
) {
  const [restored, setRestored] = useState(false)
  const [before] = useState(typed)

  useEffect(() => {
    const kept = key === undefined ? {} : read(key)
    for (const [name, value] of Object.entries({ ...kept, ...before })) {
      if (!(name in form.getValues())) continue
      form.setValue(name as Path<Values>, value as PathValue<Values, Path<Values>>, {
        shouldDirty: true,
      })
    }
    if (key === undefined) return
    if (Object.keys(kept).length > 0) setRestored(true)
    const { unsubscribe } = form.watch((values) => {
      const usual = form.formState.defaultValues ?? {}
      const changed = Object.entries(values).filter(
        ([name, value]) => value !== (usual as Record<string, unknown>)[name],
      )
      if (changed.length > 0)
        sessionStorage.setItem(key, JSON.stringify(Object.fromEntries(changed)))
      else sessionStorage.removeItem(key)
    })
    return unsubscribe
  }, [form, key, before])

  return {
    /** What was typed before a reload is in the form again. */
    restored,
    /** Once it is saved, or not wanted. */
    forget() {
      if (key !== undefined) sessionStorage.removeItem(key)
      setRestored(false)
    },
  }
}

function read(key: string): Record<string, unknown> {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? '{}') as Record<string, unknown>
  } catch {
    return {}
  }
}
