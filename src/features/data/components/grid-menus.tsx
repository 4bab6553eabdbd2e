'use client'
import { Columns3, Download } from 'lucide-react'
import { Button } from '@/components/button'
import { Menu, MenuCheckItem, MenuHeading, MenuItem } from '@/components/dropdown-menu'
import { paths } from '@/lib/paths'
import type { StudioModel } from '@/lib/studio/models'
import { formatGridState, type GridState } from '../list-state'
import { useStudioScope } from './studio-scope'
import { ViewsMenu } from './views-menu'

type GridMenusProps = {
  model: StudioModel
  state: GridState
  onChange: (part: Partial<GridState>, how?: 'push' | 'replace') => void
  onGo: (query: string) => void
}

/** Saved views, the choice of columns, and the way out as a file. */
export function GridMenus({ model, state, onChange, onGo }: GridMenusProps) {
  const { slug } = useStudioScope()
  const query = formatGridState(model, state)
  return (
    <div className="ms-auto flex items-center gap-1">
      <ViewsMenu model={model} query={query} onGo={onGo} />
      <Menu
        trigger={
          <Button variant="ghost" size="sm">
            <Columns3 aria-hidden />
            Columns
          </Button>
        }
      >
        <MenuHeading>Show columns</MenuHeading>
        {model.fields
          .filter(({ kind }) => kind !== 'bytes')
          .map(({ name, label }) => (
            <MenuCheckItem
              key={name}
              checked={state.columns.includes(name)}
              onCheckedChange={(checked) =>
                onChange(
                  {
                    columns: checked
                      ? [...state.columns, name]
                      : state.columns.filter((column) => column !== name),
                  },
                  'replace',
                )
              }
            >
              {label}
            </MenuCheckItem>
          ))}
      </Menu>
      <Menu
        trigger={
          <Button variant="ghost" size="sm">
            <Download aria-hidden />
            Export
          </Button>
        }
      >
        <MenuHeading>What the grid shows, as a file</MenuHeading>
        {(['csv', 'json'] as const).map((format) => (
          <MenuItem
            key={format}
            onSelect={() =>
              window.location.assign(paths.exportRecords(slug, model.address, format, query))
            }
          >
            {FORMATS[format]}
          </MenuItem>
        ))}
      </Menu>
    </div>
  )
}

const FORMATS = { csv: 'CSV, for spreadsheets', json: 'JSON, for programs' }
