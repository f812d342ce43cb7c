/** A place in a document that every pane has: a page, and a block of it. Panes differ only in where it stands on them. */

export interface Place {
  page: number
  /** How far down the page, 0..1: for panes that don't have the block. */
  pagePart: number
  /** `part`: how far down the block, 0..1. */
  block: { id: string; part: number } | null
}

/** A place, and how far below a pane's top edge it stands there, px. */
export interface Anchor {
  place: Place
  linePx: number
}

export const topOfPage = (page: number): Place => ({ page, pagePart: 0, block: null })

/** Where pages are looked at: so far down a pane that is neither at its beginning nor at its end. */
const LINE = 0.3

/** What is around a page in its pane, px. */
const AROUND_PX = 24

/** Where a pane is looked at, px below its top edge. */
export function lookedAtPx({ scrollTop, clientHeight, scrollHeight }: HTMLElement): number {
  const below = scrollHeight - clientHeight - scrollTop
  // At the document's beginning it is the beginning that is looked at, and at its end the end.
  return Math.max(Math.min(LINE * clientHeight, scrollTop), clientHeight - below, 0)
}

/** What stands so far below a pane's top edge; null where no page is made there yet. */
export function placeAt(pane: HTMLElement, linePx: number): Place | null {
  const y = pane.getBoundingClientRect().top + linePx
  const leaf = [...pane.querySelectorAll<HTMLElement>('.leaf')].find((one) => {
    const { top, bottom } = one.getBoundingClientRect()
    return top - AROUND_PX <= y && y < bottom + AROUND_PX
  })
  return leaf ? placeOn(leaf, y) : null
}

/** `y` in the window's px. */
function placeOn(leaf: HTMLElement, y: number): Place {
  const part = ({ top, height }: DOMRect) => Math.min(1, Math.max(0, height > 0 ? (y - top) / height : 0))
  const blocks = [...leaf.querySelectorAll<HTMLElement>('[data-block]')].map((element) => ({
    id: element.dataset['block'] ?? '',
    box: element.getBoundingClientRect(),
  }))
  // An item's own list is within it, and nearer.
  const within = blocks
    .filter(({ box }) => box.top <= y && y < box.bottom)
    .toSorted((one, other) => one.box.height - other.box.height)
  const above = blocks.filter(({ box }) => box.bottom <= y).toSorted((one, other) => other.box.bottom - one.box.bottom)
  const nearest = within[0] ?? above[0]
  return {
    page: Number(leaf.dataset['page']),
    pagePart: part(leaf.getBoundingClientRect()),
    block: nearest ? { id: nearest.id, part: part(nearest.box) } : null,
  }
}

/** The window's y of a place, px; null where its page isn't made. */
export function whereIs({ page, pagePart, block }: Place, pane: HTMLElement): number | null {
  const leaf = pane.querySelector<HTMLElement>(`.leaf[data-page="${page}"]`)
  if (!leaf) return null
  const element = block && leaf.querySelector(`[data-block="${CSS.escape(block.id)}"]`)
  const { top, height } = (element ?? leaf).getBoundingClientRect()
  return top + height * (element && block ? block.part : pagePart)
}
