/** Text as the index sees it, queries in the index's language, and snippets. */

/** Han, kana, hangul: written without spaces, so that each character is indexed as a word of its own. */
const CJK = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー々〆]/gu
const CJK_ONE = new RegExp(CJK.source, 'u')

/** Full-width letters as plain ones, and spaces around each CJK character. */
export function forIndex(text: string): string {
  return text.normalize('NFKC').replace(CJK, ' $& ')
}

interface Term {
  /** In plain words, folded as the index folds them. */
  words: string[]
  prefix: boolean
}

/** Words, each a prefix (a single letter is not: it would find nearly everything); "phrases" as they stand; a run of CJK characters is a phrase of them. */
function parse(query: string): Term[] {
  const terms: Term[] = []
  for (const [, quoted, bare] of query.normalize('NFKC').matchAll(/"([^"]*)"?|([^\s"]+)/gu)) {
    const words = wordsOf(forIndex(quoted ?? bare ?? ''))
    if (words.length === 0) continue
    const last = words.at(-1) ?? ''
    terms.push({ words, prefix: quoted === undefined && last.length > 1 && !CJK_ONE.test(last) })
  }
  return terms
}

function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{N}\p{M}\p{Co}]+/gu) ?? []
}

/** An FTS5 MATCH expression, or null where there is nothing to look for. No input makes a syntax error. */
export function toMatch(query: string): string | null {
  const terms = parse(query)
  if (terms.length === 0) return null
  return terms.map(({ words, prefix }) => `"${words.join(' ')}"${prefix ? ' *' : ''}`).join(' AND ')
}

/** A stretch of text with the ranges in it that were looked for. */
export interface Snippet {
  text: string
  /** [start, end) in UTF-16 units of `text`, in order. */
  marks: [number, number][]
}

const CONTEXT = 60

/** The first hit with what stands around it. `before` and `after` tell whether the text was cut. */
export function snippet(text: string, query: string, context = CONTEXT): Snippet {
  const flat = text.replace(/\s+/gu, ' ').trim()
  const hits = findWords(flat, query)
  const first = hits[0]?.[0] ?? 0
  const start = first <= context ? 0 : wordStart(flat, first - context)
  const end = Math.min(flat.length, Math.max(first + 2 * context, start + 3 * context))
  const head = start > 0 ? '…' : ''
  const shift = head.length - start
  return {
    text: `${head}${flat.slice(start, end)}${end < flat.length ? '…' : ''}`,
    marks: hits.filter(([from, to]) => from >= start && to <= end).map(([from, to]) => [from + shift, to + shift]),
  }
}

function wordStart(text: string, at: number): number {
  const space = text.indexOf(' ', at)
  return space >= 0 && space - at < 20 ? space + 1 : at
}

/** Where the words are: [start, end) in UTF-16 units of `text`, in order. */
export function findWords(text: string, query: string): [number, number][] {
  const { folded, origin } = fold(text)
  const hits: [number, number][] = []
  for (const { words, prefix } of parse(query)) {
    const body = words.map((word) => escapeRegExp(fold(word).folded)).join('[^\\p{L}\\p{N}]*')
    const cjk = words.some((word) => CJK_ONE.test(word))
    const edges: [string, string] = cjk
      ? ['', '']
      : ['(?<![\\p{L}\\p{N}])', prefix ? '[\\p{L}\\p{N}]*' : '(?![\\p{L}\\p{N}])']
    for (const found of folded.matchAll(new RegExp(`${edges[0]}${body}${edges[1]}`, 'gu')))
      hits.push([origin[found.index] ?? 0, origin[found.index + found[0].length] ?? text.length])
  }
  return hits.sort((a, b) => a[0] - b[0]).filter((hit, at, all) => at === 0 || hit[0] >= (all[at - 1]?.[1] ?? 0))
}

/** Lower case without accents, as the tokenizer does, and where each unit of it comes from. */
function fold(text: string): { folded: string; origin: number[] } {
  let folded = ''
  const origin: number[] = []
  let at = 0
  for (const character of text) {
    const plain =
      character
        .normalize('NFKC')
        .normalize('NFD')
        .replace(/\p{Mn}/gu, '')
        .toLowerCase() || character
    for (let n = 0; n < plain.length; n++) origin.push(at)
    folded += plain
    at += character.length
  }
  origin.push(at)
  return { folded, origin }
}

function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
}
