/** How the open document is looked at: zoom, turn, tab, what is pointed at and what is chosen. */
import { create } from 'zustand'
import { dropAllDrafts, dropDraft } from './editor-drafts.ts'

/** As a document; line by line, as it is printed; its Markdown. */
export const TABS = ['document', 'lines', 'source'] as const
export type Tab = (typeof TABS)[number]
/** The page's picture, its text, or both beside each other. */
export type Panes = 'both' | 'picture' | 'text'

export interface ViewState {
  tab: Tab
  panes: Panes
  /** The pictures' part of the width where both are shown, of the height where the window is narrow. */
  split: number
  /** Of the pictures; 1 fits their pane. */
  zoom: number
  turn: 0 | 90 | 180 | 270
  showConfidence: boolean
  showThumbnails: boolean
  /** The line or block under the pointer, `page/line` or `page/block`. */
  pointed: string | null
  /** Lines that were chosen, `page/line`, with their texts: their page may be scrolled far away. */
  chosen: ReadonlyMap<string, string>
  /** Select All was pressed. */
  isAllChosen: boolean
  words: string
  /** Blocks that are being edited, `page/block`, and what was typed so far. */
  edits: ReadonlyMap<string, string>
  isProofreading: boolean
  /** The word in doubt that is looked at. */
  proof: { page: number; word: string } | null
  /** The page that is looked at. */
  current: number
}

export const useView = create<ViewState>(() => ({
  tab: 'document',
  panes: 'both',
  split: 0.5,
  zoom: 1,
  turn: 0,
  showConfidence: false,
  showThumbnails: true,
  pointed: null,
  chosen: new Map(),
  isAllChosen: false,
  words: '',
  edits: new Map(),
  isProofreading: false,
  proof: null,
  current: 1,
}))

const { setState, getState } = useView
const ZOOMS = [0.5, 0.75, 1, 1.25, 1.5, 2, 3, 4]

export const lineKey = (page: number, lineId: string) => `${page}/${lineId}`

export function resetView(words: string): void {
  dropAllDrafts()
  setState({
    turn: 0,
    zoom: 1,
    pointed: null,
    chosen: new Map(),
    isAllChosen: false,
    edits: new Map(),
    isProofreading: false,
    proof: null,
    words,
  })
}

/** Null ends the editing. */
export function typeEdit(key: string, text: string | null): void {
  const edits = new Map(getState().edits)
  if (text === null) {
    edits.delete(key)
    dropDraft(key)
  } else edits.set(key, text)
  setState({ edits })
}

export function zoomBy(steps: 1 | -1): void {
  const { zoom } = getState()
  const next = steps > 0 ? ZOOMS.find((one) => one > zoom) : ZOOMS.findLast((one) => one < zoom)
  if (next) setState({ zoom: next })
}

/** Within what zooming by steps reaches. */
export function zoomTo(zoom: number): void {
  setState({ zoom: Math.min(ZOOMS.at(-1) ?? 1, Math.max(ZOOMS[0] ?? 1, zoom)) })
}

export function rotate(): void {
  setState({ turn: ((getState().turn + 90) % 360) as ViewState['turn'] })
}

export function point(key: string | null): void {
  if (getState().pointed !== key) setState({ pointed: key })
}

const [NARROWEST, WIDEST] = [0.2, 0.8]

export function splitAt(part: number): void {
  setState({ split: Math.min(WIDEST, Math.max(NARROWEST, part)) })
}

export function choose(lines: Iterable<readonly [key: string, text: string]>): void {
  setState({ chosen: new Map(lines), isAllChosen: false })
}
