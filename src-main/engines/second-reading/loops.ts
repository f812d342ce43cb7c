/** Models that go round in circles: the same lines, or the same few words, again and again. */

/** So often it must come; more often where the page itself has it more often. */
const LEAST_REPEATS = 3
/** Rows of a table are alike on many pages. */
const LEAST_ROWS = 20
/** Characters that repeat in all: leaders and rulings are longer than words. */
const LEAST_LENGTH = 60
const LEAST_LEADER = 400
const LONGEST_UNIT = 800

/** In Markdown, HTML or OTSL. */
const ROW = /\||<\/?t[dhr]\b|<nl>|<[a-z]cel>|<[cr]hed>/
const MARKUP = /<\/?[a-z][^<>]*>/g

/** Where such a text is to be cut so that what repeats is there as often as on the page; null: it goes on as it should. */
export function cutLoop(text: string, seen: string): number | null {
  for (let unit = 1; unit <= Math.min(LONGEST_UNIT, text.length / LEAST_REPEATS); unit++) {
    if (!repeats(text, unit, LEAST_REPEATS)) continue
    let times = LEAST_REPEATS
    while (repeats(text, unit, times + 1)) times++
    const part = text.slice(-unit)
    const letters = lettersOf(part)
    if (times * unit < (letters === '' ? LEAST_LEADER : LEAST_LENGTH)) continue
    if (ROW.test(part) && times < LEAST_ROWS) continue
    const onPage = letters === '' ? 0 : lettersOf(seen).split(letters).length - 1
    if (times < LEAST_REPEATS + Math.max(0, onPage - 1)) continue
    return text.length - (times - Math.max(1, Math.min(onPage, times))) * unit
  }
  return null
}

function repeats(text: string, unit: number, times: number): boolean {
  const start = text.length - unit * times
  if (start < 0) return false
  for (let at = start; at < text.length - unit; at++) if (text[at] !== text[at + unit]) return false
  return true
}

function lettersOf(text: string): string {
  return text
    .replace(MARKUP, '')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase()
}
