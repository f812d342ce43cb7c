/** Which words of a text are still there in a changed one. */

export interface Word {
  text: string
  start: number
}

/** A run of characters of a script without spaces is as many words. */
const WORDS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[^\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+/gu
/** Longer texts are compared from both ends only: comparing all of their words would take too long. */
const MOST_WORDS = 2000

export function wordsOf(text: string): Word[] {
  return [...text.matchAll(WORDS)].map((match) => ({ text: match[0], start: match.index }))
}

/** By their places in `old` and `now`: the longest common subsequence, after what is the same at both ends. */
export function alignedWords(old: readonly Word[], now: readonly Word[]): Map<number, number> {
  const pairs = new Map<number, number>()
  const same = (one: number, other: number) => old[one]?.text === now[other]?.text
  const shorter = Math.min(old.length, now.length)
  let head = 0
  while (head < shorter && same(head, head)) pairs.set(head, head++)
  let tail = 0
  while (tail < shorter - head && same(old.length - 1 - tail, now.length - 1 - tail)) {
    pairs.set(old.length - 1 - tail, now.length - 1 - tail)
    tail++
  }
  const [rows, columns] = [old.length - tail - head, now.length - tail - head]
  if (rows > MOST_WORDS || columns > MOST_WORDS) return pairs
  // lengths[r][c]: of the common subsequence of what follows.
  const lengths = Array.from({ length: rows + 1 }, () => new Uint16Array(columns + 1))
  const at = (row: number, column: number) => lengths[row]?.[column] ?? 0
  for (let row = rows - 1; row >= 0; row--)
    for (let column = columns - 1; column >= 0; column--)
      (lengths[row] as Uint16Array)[column] = same(head + row, head + column)
        ? at(row + 1, column + 1) + 1
        : Math.max(at(row + 1, column), at(row, column + 1))
  for (let row = 0, column = 0; row < rows && column < columns; )
    if (same(head + row, head + column)) pairs.set(head + row++, head + column++)
    else if (at(row + 1, column) >= at(row, column + 1)) row++
    else column++
  return pairs
}

/**
 * The words of `now` by the words of `old` that they come from: those that stayed, and where as many stand between two
 * of these as stood there before, one in the place of the other.
 */
export function successors(old: readonly Word[], now: readonly Word[]): Map<number, number> {
  const all = new Map(alignedWords(old, now))
  const stayed = [[-1, -1], ...[...all].sort(([one], [other]) => one - other), [old.length, now.length]] as const
  for (let at = 1; at < stayed.length; at++) {
    const [[oldStart = 0, nowStart = 0] = [], [oldEnd = 0, nowEnd = 0] = []] = [stayed[at - 1], stayed[at]]
    if (oldEnd - oldStart === nowEnd - nowStart)
      for (let n = 1; oldStart + n < oldEnd; n++) all.set(oldStart + n, nowStart + n)
  }
  return all
}
