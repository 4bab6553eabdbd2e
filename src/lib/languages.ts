/**
 * Languages that a space offers to choose from, as BCP-47 tags. Any other tag that is stored is shown
 * and kept as it is.
 */
const offered = [
  ...['am', 'ar', 'az', 'be', 'bg', 'bn', 'bs', 'ca', 'ckb', 'cs', 'da', 'de', 'el', 'en', 'es'],
  ...['et', 'fa', 'fi', 'fil', 'fr', 'gu', 'ha', 'he', 'hi', 'hr', 'hu', 'hy', 'id', 'it', 'ja'],
  ...['ka', 'kk', 'ko', 'ku', 'ky', 'lt', 'lv', 'mk', 'mn', 'ms', 'my', 'nb', 'ne', 'nl'],
  ...['om', 'pa', 'pl', 'prs', 'ps', 'pt', 'pt-BR', 'ro', 'ru', 'rw', 'si', 'sk', 'sl', 'so', 'sq'],
  ...['sr', 'sv', 'sw', 'ta', 'th', 'ti', 'tr', 'uk', 'ur', 'uz', 'vi', 'zh-Hans', 'zh-Hant'],
]

const english = new Intl.DisplayNames('en', { type: 'language' })

/** The English name of a language: "Brazilian Portuguese"; the tag itself where there is none. */
export function languageName(tag: string): string {
  try {
    return english.of(tag) ?? tag
  } catch {
    return tag
  }
}

/** The languages to choose from, by name, with the tag as description. */
export function languageOptions(): { value: string; label: string; description: string }[] {
  return offered
    .map((tag) => ({ value: tag, label: languageName(tag), description: tag }))
    .toSorted((a, b) => a.label.localeCompare(b.label, 'en'))
}
