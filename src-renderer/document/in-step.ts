/** Keeps the panes of a document at one place: where one is scrolled to, the others follow. */
import { type Anchor, type Place, topOfPage } from './place.ts'
import { useView } from './view-state.ts'

export interface Member {
  /** Stays at an anchor, whatever the pages' heights become. */
  hold(anchor: Anchor): void
  /** Goes to a place unless it is well in sight already. */
  reveal(place: Place): void
}

const members = new Set<Member>()
let last: Anchor = { place: topOfPage(1), linePx: 0 }

/** Where a pane that comes later begins. */
export const lastAnchor = (): Anchor => last

export function join(member: Member): () => void {
  members.add(member)
  return () => void members.delete(member)
}

/** The user has scrolled a pane. */
export function scrolled(leader: Member, anchor: Anchor): void {
  remember(anchor)
  for (const member of members) if (member !== leader) member.hold(anchor)
}

/** The page's top comes to the panes' tops. */
export function goTo(page: number): void {
  remember({ place: topOfPage(page), linePx: 0 })
  for (const member of members) member.hold(last)
}

export function reveal(place: Place): void {
  remember({ place, linePx: last.linePx })
  for (const member of members) member.reveal(place)
}

function remember(anchor: Anchor): void {
  last = anchor
  useView.setState({ current: anchor.place.page })
}
