/**
 * Which word of one reading is which of another. Orders may differ: what is unique in both is found wherever it stands
 * (as P. Heckel's diff does, https://doi.org/10.1145/359460.359467, with runs of words in place of lines), then what lies
 * between two words that were found.
 */
import { distance } from 'fastest-levenshtein'
import { alignedWords } from '../../../src-preload/aligned-words.ts'
import type { Token } from './tokens.ts'

export interface Anchor {
  /** The other reading's words, [from, to). */
  from: number
  to: number
  /** They say the same. */
  same: boolean
}

/** Runs of so many words are looked for, the longest first. */
const RUNS = [8, 4, 3, 2, 1]
/** A word alone must have so many letters to be known by. */
const LONG = 4
/** Two that differ in more than half of their characters are not one. */
const MOST_DIFFERENT = 0.5

/** For each word of `read` the words of `seen` that it stands for, or null. */
export function anchors(seen: readonly Token[], read: readonly Token[]): (Anchor | null)[] {
  const found: (Anchor | null)[] = read.map(() => null)
  const used: (number | null)[] = seen.map(() => null)
  const pair = (one: number, other: number) => {
    used[one] = other
    found[other] = { from: one, to: one + 1, same: true }
  }
  const free = (one: number, other: number) =>
    used[one] === null && found[other] === null && seen[one]?.key === read[other]?.key && seen[one]?.key !== ''
  for (const run of RUNS)
    for (const [one, other] of uniqueRuns(seen, read, used, found, run)) {
      if (!free(one, other)) continue
      for (let n = 0; free(one + n, other + n); n++) pair(one + n, other + n)
      for (let n = 1; free(one - n, other - n); n++) pair(one - n, other - n)
    }
  for (const gap of gapsOf(found, used)) fill(seen, read, gap, pair)
  dropStrays(read, found, used)
  for (const gap of gapsOf(found, used)) replace(seen, read, gap, found, used)
  return found
}

/**
 * A few words amid others that nobody has seen, found somewhere else on the page: that is chance, and would hide that the
 * line which they were found on was left out.
 */
function dropStrays(read: readonly Token[], found: (Anchor | null)[], used: (number | null)[]): void {
  const letters = (from: number, to: number) => {
    let sum = 0
    for (let at = from; at < to; at++) sum += read[at]?.key.length ?? 0
    return sum
  }
  for (let start = 0; start < found.length; ) {
    if (!found[start]) {
      start++
      continue
    }
    let end = start + 1
    while (found[end] && found[end]?.from === found[end - 1]?.to) end++
    let before = start
    while (before > 0 && !found[before - 1]) before--
    let behind = end
    while (behind < found.length && !found[behind]) behind++
    const [last, next] = [found[before - 1], found[behind]]
    const [first, final] = [found[start] as Anchor, found[end - 1] as Anchor]
    const isInOrder = (!last || last.to <= first.from) && (!next || final.to <= next.from)
    if (!isInOrder && letters(before, start) + letters(end, behind) > letters(start, end))
      for (let at = start; at < end; at++) {
        used[found[at]?.from ?? -1] = null
        found[at] = null
      }
    start = end
  }
}

/** Where runs of `length` free words stand that are in both just once. */
function uniqueRuns(
  seen: readonly Token[],
  read: readonly Token[],
  used: readonly (number | null)[],
  found: readonly (Anchor | null)[],
  length: number,
): [number, number][] {
  const places = (tokens: readonly Token[], isFree: (at: number) => boolean) => {
    const by = new Map<string, number>()
    for (let at = 0; at + length <= tokens.length; at++) {
      const run = tokens.slice(at, at + length)
      if (run.some(({ key }, n) => key === '' || !isFree(at + n))) continue
      if (length === 1 && (run[0]?.key.length ?? 0) < LONG) continue
      const key = run.map((token) => token.key).join(' ')
      by.set(key, by.has(key) ? -1 : at)
    }
    return by
  }
  const inRead = places(read, (at) => found[at] === null)
  return [...places(seen, (at) => used[at] === null)].flatMap(([key, one]): [number, number][] => {
    const other = inRead.get(key) ?? -1
    return one >= 0 && other >= 0 ? [[one, other]] : []
  })
}

/** Free stretches of both that lie between the same two pairs, [from, to). */
interface Gap {
  seen: [number, number]
  read: [number, number]
}

function gapsOf(found: readonly (Anchor | null)[], used: readonly (number | null)[]): Gap[] {
  const gaps: Gap[] = []
  let at = 0
  while (at < found.length) {
    if (found[at]) {
      at++
      continue
    }
    const start = at
    while (at < found.length && !found[at]) at++
    const before = found[start - 1]?.to ?? null
    const after = found[at]?.from ?? null
    // What follows the one and precedes the other, as far as nobody has it.
    let [from, to] = [before ?? after ?? 0, after ?? before ?? 0]
    if (before === null && after !== null) while (from > 0 && used[from - 1] === null) from--
    else if (after === null) while (to < used.length && used[to] === null) to++
    if (from < to && used.slice(from, to).every((one) => one === null))
      gaps.push({ seen: [from, to], read: [start, at] })
    else if (before !== null && after !== null) {
      // The orders part here: half of it may go on behind the one, half may lead to the other.
      let end = before
      while (end < used.length && used[end] === null) end++
      let begin = after
      while (begin > 0 && used[begin - 1] === null) begin--
      if (end > before) gaps.push({ seen: [before, end], read: [start, at] })
      if (begin < after && (begin > end || end === before)) gaps.push({ seen: [begin, after], read: [start, at] })
    }
  }
  return gaps
}

/** What is the same in both, in order. */
function fill(
  seen: readonly Token[],
  read: readonly Token[],
  { seen: [from, to], read: [start, end] }: Gap,
  pair: (one: number, other: number) => void,
): void {
  const words = (tokens: readonly Token[]) =>
    tokens.map(({ key, start: at }, n) => ({ text: key || `${n}\n`, start: at }))
  for (const [one, other] of alignedWords(words(seen.slice(from, to)), words(read.slice(start, end))))
    pair(from + one, start + other)
}

/** What stands in the place of something else that looks like it: a word read otherwise, or parted otherwise. */
function replace(
  seen: readonly Token[],
  read: readonly Token[],
  { seen: [from, to], read: [start, end] }: Gap,
  found: (Anchor | null)[],
  used: (number | null)[],
): void {
  const own = (tokens: readonly Token[], a: number, b: number) => tokens.slice(a, b).filter(({ key }) => key !== '')
  const join = (tokens: readonly Token[]) => tokens.map(({ key }) => key).join('')
  const [a, b] = [join(own(seen, from, to)), join(own(read, start, end))]
  if (a === '' || b === '') return
  const take = (one: number, other: number, upTo = one + 1, same = false) => {
    found[other] = { from: one, to: upTo, same }
    for (let n = one; n < upTo; n++) used[n] = other
  }
  const difference = (x: string, y: string) => distance(x, y) / Math.max(x.length, y.length)
  if (to - from === end - start) {
    // As many: one in the place of the other, each by itself.
    const isNumber = (text: string) => /\p{N}/u.test(text)
    for (let n = 0; n < to - from; n++) {
      const [was, is] = [seen[from + n]?.key ?? '', read[start + n]?.key ?? '']
      if (was === '' || is === '') continue
      if (difference(was, is) <= MOST_DIFFERENT || (isNumber(was) && isNumber(is)) || to - from === 1)
        take(from + n, start + n)
    }
    return
  }
  if (difference(a, b) > MOST_DIFFERENT) return
  // Parted otherwise: by how far along the characters each word stands.
  let at = 0
  for (let other = start; other < end; other++) {
    const key = read[other]?.key ?? ''
    if (key === '') continue
    const [low, high] = [(at / b.length) * a.length, ((at + key.length) / b.length) * a.length]
    at += key.length
    let sum = 0
    let [first, last] = [-1, -1]
    for (let one = from; one < to; one++) {
      const length = seen[one]?.key.length ?? 0
      if (length > 0 && sum + length > low + 0.5 && sum < high - 0.5) {
        if (first < 0) first = one
        last = one
      }
      sum += length
    }
    if (first >= 0) take(first, other, last + 1, a === b)
  }
}
