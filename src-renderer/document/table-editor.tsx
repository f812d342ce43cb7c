/** A table being put right: cells that are typed into, rows and columns that come and go, cells that are joined and parted. */
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { editedTable } from '../../src-preload/edits.ts'
import type { Edit, Table, TableGrid } from '../../src-preload/model.ts'
import {
  type Area,
  areaOf,
  around,
  deleteColumn,
  deleteRow,
  gridOf,
  grownArea,
  inReadingOrder,
  insertColumn,
  insertRow,
  mergeCells,
  splitCell,
  withCellText,
} from '../../src-preload/table-edits.ts'
import { gridText, tableRows } from '../../src-preload/tables.ts'
import { type Action, ActionMenu } from '../ui/action-menu.tsx'
import { TextButton } from '../ui/button.tsx'
import type { BlockEdit } from './change-page.ts'
import { changeDraft, draftOf } from './editor-drafts.ts'
import './table-editor.css'

type Cell = TableGrid['cells'][number]

interface TableEditorProps {
  /** Its name among the drafts. */
  draftKey: string
  table: Table
  edited: Edit | undefined
  onSave: (edit: BlockEdit) => void
  onStop: () => void
  actions: (save: () => void) => React.ReactNode
}

export function TableEditor({ draftKey, table, edited, onSave, onStop, actions }: TableEditorProps) {
  const { t } = useTranslation()
  const [grids, show] = useState(() => {
    const begun = draftOf(draftKey, () => ({ since: edited?.editedAt ?? null, kind: null, grids: [] })).grids
    return begun.length > 0 ? begun : [gridOf(edited ? editedTable(table, edited.text, edited.grid) : table)]
  })
  const setGrids = (next: readonly TableGrid[]) => {
    show(next)
    changeDraft(draftKey, { grids: next })
  }
  const grid = grids.at(-1) as TableGrid
  /** Where the keyboard is, and what is chosen from there. */
  const [wanted, setArea] = useState<Area>({ top: 0, left: 0, bottom: 0, right: 0 })
  const area = inside(wanted, grid)
  const [asksToStop, setAsksToStop] = useState(false)
  const body = useRef<HTMLTableElement>(null)
  const at = grid.cells.find(({ row, column }) => row === area.top && column === area.left) ?? grid.cells[0]
  const isChanged = grids.length > 1
  const change = (next: TableGrid) => setGrids([...grids, next])
  const focus = (row: number, column: number) =>
    requestAnimationFrame(() => body.current?.querySelector<HTMLElement>(`[data-cell="${row}/${column}"]`)?.focus())
  const save = () => {
    const original = gridOf(table)
    const text = gridText(grid)
    const place = edited?.at === undefined ? {} : { at: edited.at }
    const isAsRead = JSON.stringify(grid) === JSON.stringify(original)
    if (!isAsRead) onSave({ blockId: table.blockId, text, grid, ...place })
    else onSave({ blockId: table.blockId, text: edited?.at === undefined ? null : gridText(original), ...place })
  }
  const stop = () => (isChanged && !asksToStop ? setAsksToStop(true) : onStop())
  const rows: Action[] = [
    { id: 'above', label: t('table.rowAbove'), run: () => change(insertRow(grid, area.top)) },
    { id: 'below', label: t('table.rowBelow'), run: () => change(insertRow(grid, area.bottom + 1)) },
    {
      id: 'row',
      label: t('table.deleteRow'),
      disabled: grid.rows === 1,
      run: () => change(deleteRow(grid, area.top)),
    },
  ]
  const columns: Action[] = [
    { id: 'left', label: t('table.columnLeft'), run: () => change(insertColumn(grid, area.left)) },
    { id: 'right', label: t('table.columnRight'), run: () => change(insertColumn(grid, area.right + 1)) },
    {
      id: 'column',
      label: t('table.deleteColumn'),
      disabled: grid.columns === 1,
      run: () => change(deleteColumn(grid, area.left)),
    },
  ]
  const spans = at !== undefined && (at.rowSpan > 1 || at.columnSpan > 1)
  const several = grid.cells.filter((cell) => isIn(cell, area)).length > 1
  const next = (from: Cell, by: 1 | -1) => {
    const cells = inReadingOrder(grid.cells)
    const to = cells[cells.findIndex(({ row, column }) => row === from.row && column === from.column) + by]
    if (to) focus(to.row, to.column)
    // As in a word processor: past the last cell there is a new row, unless the last one is still empty.
    else if (by > 0 && grid.cells.some(({ row, rowSpan, text }) => row + rowSpan === grid.rows && text !== '')) {
      change(insertRow(grid, grid.rows))
      focus(grid.rows, 0)
    } else return false
    return true
  }
  return (
    <div className="editor">
      <div className="table-tools">
        <ActionMenu label={t('table.rows')} text={t('table.rows')} actions={rows} />
        <ActionMenu label={t('table.columns')} text={t('table.columns')} actions={columns} />
        <TextButton isDisabled={!several} onPress={() => change(mergeCells(grid, area))}>
          {t('table.merge')}
        </TextButton>
        <TextButton isDisabled={!spans} onPress={() => at && change(splitCell(grid, at))}>
          {t('table.split')}
        </TextButton>
        <TextButton isDisabled={!isChanged} onPress={() => setGrids(grids.slice(0, -1))}>
          {t('app.undo')}
        </TextButton>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className="table-cells" tabIndex={0} aria-label={t('table.title')}>
        <table ref={body}>
          <tbody>
            {tableRows(grid).map((row, number) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place
              <tr key={number}>
                {row.map((cell) => (
                  <td
                    key={cell.column}
                    rowSpan={cell.rowSpan}
                    colSpan={cell.columnSpan}
                    className={isIn(cell, area) ? 'cell-chosen' : ''}
                  >
                    <textarea
                      className="cell"
                      data-cell={`${cell.row}/${cell.column}`}
                      aria-label={t('table.cell', { row: cell.row + 1, column: cell.column + 1 })}
                      rows={cell.text.split('\n').length}
                      spellCheck
                      value={cell.text}
                      onChange={(event) => {
                        const typed = withCellText(grid, cell, event.target.value)
                        // What is typed into one cell in a row is one step.
                        const goesOn = grids.length > 1 && isSameBut(grids.at(-2), grid, cell)
                        setGrids([...(goesOn ? grids.slice(0, -1) : grids), typed])
                      }}
                      onFocus={() => !isIn(cell, area) && setArea(areaOf(cell))}
                      onPointerDown={(event) => {
                        const other = areaOf(cell)
                        if (!event.shiftKey) return setArea(other)
                        event.preventDefault()
                        setArea(grownArea(grid, around(area, other)))
                      }}
                      onKeyDown={(event) => {
                        if (event.nativeEvent.isComposing) return
                        if (event.key === 'Escape') stop()
                        else if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) save()
                        // Before the first cell and after an empty row it leads out of the table.
                        else if (event.key === 'Tab' && next(cell, event.shiftKey ? -1 : 1)) event.preventDefault()
                      }}
                      // biome-ignore lint/a11y/noAutofocus: where somebody has asked to edit, the keyboard belongs
                      autoFocus={cell.row === 0 && cell.column === 0 && !isChanged}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p className="note">{t('table.hint')}</p>
      {asksToStop && (
        <div className="table-ask" role="alert">
          <span>{t('table.unsaved')}</span>
          <TextButton kind="danger" onPress={onStop}>
            {t('table.discard')}
          </TextButton>
          <TextButton autoFocus onPress={() => setAsksToStop(false)}>
            {t('table.goOn')}
          </TextButton>
        </div>
      )}
      {actions(save)}
    </div>
  )
}

/** What of it there is, after rows and columns went. */
function inside({ top, left, bottom, right }: Area, { rows, columns }: TableGrid): Area {
  const row = (at: number) => Math.min(at, rows - 1)
  const column = (at: number) => Math.min(at, columns - 1)
  return { top: row(top), left: column(left), bottom: row(bottom), right: column(right) }
}

function isIn(cell: Cell, { top, left, bottom, right }: Area): boolean {
  return cell.row >= top && cell.row <= bottom && cell.column >= left && cell.column <= right
}

/** Whether two grids differ in this cell's text only. */
function isSameBut(one: TableGrid | undefined, other: TableGrid, { row, column }: Cell): boolean {
  return (
    one !== undefined &&
    one.rows === other.rows &&
    one.columns === other.columns &&
    one.cells.length === other.cells.length &&
    one.cells.every((cell, at) => {
      const twin = other.cells[at]
      return twin !== undefined && (cell === twin || (cell.row === row && cell.column === column))
    })
  )
}
