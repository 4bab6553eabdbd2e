'use client'
import { Moon, Sun } from 'lucide-react'
import { useTheme } from 'next-themes'
import { Menu, MenuRadioGroup } from './dropdown-menu'
import { IconButton } from './icon-button'

const themes = [
  { value: 'system', label: 'System' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
]

/** The three themes as entries of a menu, for use inside another menu. */
export function ThemeChoices() {
  const { theme = 'system', setTheme } = useTheme()
  return <MenuRadioGroup value={theme} onChange={setTheme} options={themes} />
}

/** Chooses between the light, the dark and the system's theme. */
export function ThemeToggle() {
  return (
    <Menu
      trigger={
        <IconButton label="Theme">
          {/* The server does not know the theme, so CSS picks the icon. */}
          <Sun aria-hidden className="dark:hidden" />
          <Moon aria-hidden className="hidden dark:block" />
        </IconButton>
      }
    >
      <ThemeChoices />
    </Menu>
  )
}
