/** Edits of a block, made from what it is now: its text, its kind, a table's cells. */
import { blockText, currentText, ITEM_MARK, inPlace, isOnlyMoved, placesOf } from './edits.ts'
import type { Block, Edit, PageView, TableGrid } from './model.ts'
import { gridOf } from './table-edits.ts'
import { withText } from './tables.ts'
import { OUTER } from './tree.ts'

/** What a user can make of a block of text. */
export const TEXT_KINDS = ['text', 'heading', 'list_item', 'code', 'caption', 'footnote'] as const

export interface BlockKind {
  type: Block['type']
  /** Of headings and items. */
  level?: number | undefined
}

/** `text` null: as it was read. */
export interface BlockChange {
  blockId: string
  text: string | null
  grid?: TableGrid
  type?: Block['type']
  level?: number
  at?: number
}

const CJK = '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\u3000-\\u303f\\uff00-\\uffef]'
const CJK_END = new RegExp(`${CJK}$`, 'u')
const CJK_START = new RegExp(`^${CJK}`, 'u')

const editOf = ({ edits }: Pick<PageView, 'edits'>, { id }: Block): Edit | undefined =>
  edits.find(({ blockId }) => blockId === id)

export function kindOf(view: Pick<PageView, 'edits'>, block: Block): BlockKind {
  const edit = editOf(view, block)
  return edit?.type ? { type: edit.type, level: edit.level } : { type: block.type, level: block.level }
}

/** A new text; the kind stays, and a table whose cells were edited before keeps them where no cell came or went. */
export function withNewText(view: Pick<PageView, 'edits'>, block: Block, text: string): BlockChange {
  const edit = editOf(view, block)
  const kind = { ...kindIn(edit), ...placeIn(edit) }
  const blockId = block.id
  if (edit?.grid) {
    const cells = edit.grid.cells.map((cell) => ({ ...cell, lines: [] }))
    return { blockId, text, grid: gridOf(withText({ ...edit.grid, blockId, cells }, text)), ...kind }
  }
  return { blockId, text: text === blockText(block) && !edit?.type && edit?.at === undefined ? null : text, ...kind }
}

/** Another kind; an item that becomes something else loses its bullet or number. */
export function withNewKind(view: Pick<PageView, 'edits'>, block: Block, { type, level }: BlockKind): BlockChange {
  const isItem = kindOf(view, block).type === 'list_item'
  const now = currentText(view, block)
  const text = isItem && type !== 'list_item' ? now.replace(ITEM_MARK, '') : now
  const isAsRead = type === block.type && level === block.level && text === blockText(block)
  const place = placeIn(editOf(view, block))
  if (isAsRead)
    return place.at === undefined ? { blockId: block.id, text: null } : { blockId: block.id, text, ...place }
  return { blockId: block.id, text, type, ...(level ? { level } : {}), ...place }
}

/** One place up or down among the page's blocks, as they stand now; null where it is the first or the last. */
export function moved(
  { result, edits }: Pick<PageView, 'result' | 'edits'>,
  block: Block,
  way: 'up' | 'down',
): BlockChange | null {
  const blocks = result?.blocks ?? []
  const places = placesOf(blocks, edits)
  // Past what stands beside it in the text: heads, page numbers and what was taken away are not seen there.
  const seen = (one: Block) =>
    one.id === block.id || (!OUTER.has(one.type) && (!hasText(one) || currentText({ edits }, one).trim() !== ''))
  const order = inPlace(blocks, edits).filter(seen)
  const here = order.findIndex(({ id }) => id === block.id)
  const [near, far] = way === 'up' ? [order[here - 1], order[here - 2]] : [order[here + 1], order[here + 2]]
  if (here < 0 || !near) return null
  const beside = places.get(near.id) ?? 0
  const at = far ? (beside + (places.get(far.id) ?? 0)) / 2 : beside + (way === 'up' ? -1 : 1)
  const edit = editOf({ edits }, block)
  const others = edits.filter(({ blockId }) => blockId !== block.id)
  const isHome =
    orderOf(blocks, others) === orderOf(blocks, [...others, { blockId: block.id, text: '', editedAt: '', at }])
  if (isHome && (!edit || isOnlyMoved(edit, block))) return { blockId: block.id, text: null }
  return {
    blockId: block.id,
    text: edit?.text ?? blockText(block),
    ...(edit?.grid ? { grid: edit.grid } : {}),
    ...kindIn(edit),
    at,
  }
}

const orderOf = (blocks: readonly Block[], edits: PageView['edits']) =>
  inPlace(blocks, edits)
    .map(({ id }) => id)
    .join(' ')

/** Pictures are seen without any. */
function hasText({ lines, text }: Block): boolean {
  return lines.length > 0 || (text ?? '') !== ''
}

function kindIn(edit: Edit | undefined): { type?: Block['type']; level?: number } {
  return edit?.type ? { type: edit.type, ...(edit.level ? { level: edit.level } : {}) } : {}
}

function placeIn(edit: Edit | undefined): { at?: number } {
  return edit?.at === undefined ? {} : { at: edit.at }
}

/** Two blocks as one: the second's text goes behind the first's. */
export function joined(view: Pick<PageView, 'edits'>, first: Block, second: Block): BlockChange[] {
  const [before, after] = [currentText(view, first), currentText(view, second)]
  const isCjk = CJK_END.test(before) && CJK_START.test(after)
  const between = kindOf(view, first).type === 'code' ? '\n' : isCjk ? '' : ' '
  // A word that was parted at the first one's end is whole again.
  const text = /\p{L}-$/u.test(before) ? before.slice(0, -1) + after : `${before}${between}${after}`
  return [withNewText(view, first, text), withNewText(view, second, '')]
}
