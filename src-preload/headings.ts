/** How deep headings are, from the size of their letters and from their numbers. */

/** Sizes closer than this are one: they are measured on pixels. */
const SAME = 0.92
const DEEPEST = 6
const NUMBER = /^\s*(\d{1,3}(?:\.\d{1,3})*)\.?[\s\u3000]/

export interface HeadingLike {
  text: string
  /** Letters over those of the text; unknown where an engine doesn't say. */
  size?: number | undefined
  level?: number | undefined
  /** The level is the user's word. */
  isLevelChosen?: boolean | undefined
}

/** The levels 1 to 6 of `headings`, in their order. Those of one size, and those numbered alike, are level. */
export function headingLevels(headings: readonly HeadingLike[]): number[] {
  const sizes = [...new Set(headings.map(({ size }) => size ?? 1))].sort((a, b) => b - a)
  const rank = new Map<number, number>()
  let at = 0
  for (const [n, size] of sizes.entries()) {
    if (n === 0 || size < (sizes[n - 1] ?? size) * SAME) at++
    rank.set(size, at)
  }
  const levels = headings.map(({ size, level }) => (size === undefined ? (level ?? 1) : (rank.get(size) ?? 1)))
  byNumber(headings, levels)
  for (const [at, { level, isLevelChosen }] of headings.entries()) if (isLevelChosen && level) levels[at] = level
  return levels.map((level) => Math.min(level, DEEPEST))
}

/** `2.1` is one below `2`, whatever their letters measure. */
function byNumber(headings: readonly HeadingLike[], levels: number[]): void {
  const depths = headings.map(({ text }) => NUMBER.exec(text)?.[1]?.split('.').length ?? 0)
  let above = 0
  for (const depth of [...new Set(depths)].filter((one) => one > 0).sort((a, b) => a - b)) {
    const own = levels.filter((_, at) => depths[at] === depth).sort((a, b) => a - b)
    const level = Math.max(own[Math.floor((own.length - 1) / 2)] ?? 1, above + 1)
    for (const [at, one] of depths.entries()) if (one === depth) levels[at] = level
    above = level
  }
}
