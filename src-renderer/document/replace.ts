/** Finding and replacing over all pages of a document: what would change is shown first, each place by itself. */

import { withNewText } from '../../src-preload/block-edits.ts'
import { currentText, inPlace } from '../../src-preload/edits.ts'
import type { PageView } from '../../src-preload/model.ts'
import type { PageChange } from './change-page.ts'

export interface Place {
  /** `page/block/start` */
  id: string
  page: number
  blockId: string
  start: number
  end: number
  /** What stands before and after it, for the list. */
  before: string
  found: string
  after: string
}

export interface Search {
  words: string
  matchCase: boolean
  wholeWords: boolean
}

const BESIDE = 32

/** Every place of the words, exactly as they are written. */
export function placesOf(views: readonly PageView[], search: Search): Place[] {
  const [pattern, inTable] = [patternOf(search, '\\s+'), patternOf(search, '[^\\S\\t\\n]+')]
  if (!pattern || !inTable) return []
  return views.flatMap((view) =>
    inPlace(view.result?.blocks ?? [], view.edits).flatMap((block) => {
      const text = currentText(view, block)
      // A table's cells are parted by tabs, its rows by lines.
      return [...text.matchAll(block.type === 'table' ? inTable : pattern)].map((match): Place => {
        const [start, end] = [match.index, match.index + match[0].length]
        return {
          id: `${view.page}/${block.id}/${start}`,
          page: view.page,
          blockId: block.id,
          start,
          end,
          before: text.slice(Math.max(0, start - BESIDE), start).replaceAll(/\s/g, ' '),
          found: match[0],
          after: text.slice(end, end + BESIDE).replaceAll(/\s/g, ' '),
        }
      })
    }),
  )
}

/** The changes that put `text` in the places that are chosen. */
export function changesOf(
  views: readonly PageView[],
  places: readonly Place[],
  chosen: ReadonlySet<string>,
  text: string,
): PageChange[] {
  return views.flatMap((view) => {
    const onPage = places.filter(({ id, page }) => page === view.page && chosen.has(id))
    const blocks = Map.groupBy(onPage, ({ blockId }) => blockId)
    const edits = [...blocks].flatMap(([blockId, found]) => {
      const block = view.result?.blocks.find(({ id }) => id === blockId)
      return block ? [withNewText(view, block, replaced(currentText(view, block), found, text))] : []
    })
    return edits.length > 0 ? [{ view, edits }] : []
  })
}

function replaced(text: string, places: readonly Place[], by: string): string {
  // From the end, so that the places before stay where they are.
  return places.toReversed().reduce((now, { start, end }) => now.slice(0, start) + by + now.slice(end), text)
}

/** `space`: what a typed space stands for. */
function patternOf({ words, matchCase, wholeWords }: Search, space: string): RegExp | null {
  if (words === '') return null
  const literal = words.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(/\s+/g, () => space)
  const bounded = wholeWords ? `(?<![\\p{L}\\p{N}])${literal}(?![\\p{L}\\p{N}])` : literal
  return new RegExp(bounded, matchCase ? 'gu' : 'giu')
}
