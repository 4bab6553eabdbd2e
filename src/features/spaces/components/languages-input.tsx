'use client'
import { X } from 'lucide-react'
import { LanguageSelect, type LanguageSelectProps } from '@/components/language-select'
import { languageName } from '@/lib/languages'

type LanguagesInputProps = Omit<LanguageSelectProps, 'value' | 'onChange' | 'without'> & {
  /** BCP-47 tags. */
  value?: string[]
  onChange?: (tags: string[]) => void
}

/** Several languages. Stands inside a `Field`. */
export function LanguagesInput({ value = [], onChange, ...trigger }: LanguagesInputProps) {
  return (
    <div className="grid gap-2">
      <ul className="flex flex-wrap gap-1.5 empty:hidden" aria-label="Chosen languages">
        {value.map((tag) => (
          <li
            key={tag}
            className="inline-flex items-center rounded-full bg-subtle ps-3 pe-0.5 text-[0.8125rem]"
          >
            {languageName(tag)}
            <button
              type="button"
              aria-label={`Remove ${languageName(tag)}`}
              className="ms-1 grid size-7 place-items-center rounded-full text-ink-muted hover:bg-hover hover:text-ink max-sm:size-10"
              onClick={() => onChange?.(value.filter((other) => other !== tag))}
            >
              <X aria-hidden className="size-3.5" />
            </button>
          </li>
        ))}
      </ul>
      <LanguageSelect
        {...trigger}
        without={value}
        placeholder="Add a language"
        onChange={(tag) => onChange?.([...value, tag])}
      />
    </div>
  )
}
