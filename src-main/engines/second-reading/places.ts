/** Places along a line, and the stretches of its box that belong to them. */
import type { Block } from '../../../src-preload/model.ts'

export type Quad = NonNullable<Block['lines'][number]['quad']>
type Point = Quad[number]
/** Start and end along a line, 0..1. */
export type Place = [number, number]

/** The box around them; null where there are none. */
export function boxOf(quads: readonly Quad[]): Block['bbox'] {
  const points = quads.flat()
  if (points.length === 0) return null
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)]
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]
}

export function quadOf(box: Block['bbox']): Quad | null {
  if (!box) return null
  const [x0, y0, x1, y1] = box
  return [
    [x0, y0],
    [x1, y0],
    [x1, y1],
    [x0, y1],
  ]
}

/** A part of a line's quad, which begins at the text's own top left and goes clockwise. */
export function stretchOf([a, b, c, d]: Quad, [from, to]: Place): Quad {
  const between = (one: Point | undefined, other: Point | undefined, share: number): Point => {
    const [[x0, y0], [x1, y1]] = [one ?? [0, 0], other ?? [0, 0]]
    return [x0 + share * (x1 - x0), y0 + share * (y1 - y0)]
  }
  return [between(a, b, from), between(a, b, to), between(d, c, to), between(d, c, from)]
}

/** Those without a place share what lies between their neighbours'. */
export function filledIn(places: readonly (Place | null)[]): Place[] {
  const out: Place[] = []
  for (let at = 0; at < places.length; ) {
    const own = places[at]
    if (own) {
      out.push(own)
      at++
      continue
    }
    let end = at
    while (end < places.length && !places[end]) end++
    const from = out.at(-1)?.[1] ?? 0
    const step = (Math.max(from, places[end]?.[0] ?? 1) - from) / (end - at)
    for (let n = 0; n < end - at; n++) out.push([from + n * step, from + (n + 1) * step])
    at = end
  }
  return out
}

/** The places of the words that white space parts, from those of tokens; undefined where they don't go on along the line. */
export function wordPlaces(text: string, starts: readonly number[], places: readonly Place[]): Place[] | undefined {
  const words = [...text.matchAll(/\S+/g)].map(({ 0: word, index }): Place => {
    const own = places.filter((_, at) => (starts[at] ?? -1) >= index && (starts[at] ?? -1) < index + word.length)
    return [Math.min(...own.map(([a]) => a)), Math.max(...own.map(([, b]) => b))]
  })
  const goesOn = words.every(([from, to], at) => from <= to && from >= (words[at - 1]?.[0] ?? 0))
  return words.length > 0 && goesOn ? words : undefined
}
