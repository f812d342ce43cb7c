/** A line's words, each with its place along the line. */

export interface PlacedWord {
  text: string
  /** Where it starts and ends along its line, 0..1. */
  from: number
  to: number
}

/** By the places that the engine gave, or by the share of the line's width that characters have. */
export function placedWords(text: string, places: readonly [number, number][] | undefined): PlacedWord[] {
  const words = text.split(/\s+/).filter((word) => word !== '')
  if (places?.length === words.length)
    return words.map((word, at) => {
      const [from = 0, to = 1] = places[at] ?? []
      return { text: word, from, to }
    })
  const total = widthOf(text.trim()) || 1
  let at = 0
  return words.map((word) => {
    const from = at / total
    at += widthOf(word)
    const placed = { text: word, from, to: Math.min(1, at / total) }
    at += widthOf(' ')
    return placed
  })
}

/** About: in ems. */
function widthOf(text: string): number {
  let width = 0
  for (const letter of text)
    width += WIDE.test(letter) ? 1 : NARROW.test(letter) ? 0.3 : BROAD.test(letter) ? 0.75 : 0.5
  return width
}
const WIDE = /[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/
const NARROW = /[\s.,:;'’!|ijlIftr()[\]-]/
const BROAD = /[A-HJ-Zmw@%&—]/
