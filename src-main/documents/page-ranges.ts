/** Page ranges as people write them: `1-3,7`, `5-`, `-2`. */
import { InkleafError, UsageError } from '../errors.ts'

type Range = [from: number, to: number]

/** Throws UsageError for what is no list of pages. `Infinity` is the last page. */
export function parsePageRanges(text: string): Range[] {
  return text.split(',').map((part) => {
    const found = /^\s*(\d*)\s*(-?)\s*(\d*)\s*$/.exec(part)
    const [, from = '', dash = '', to = ''] = found ?? []
    if (!found || (from === '' && to === '')) throw notPages(text)
    const first = from === '' ? 1 : Number(from)
    const last = dash === '' ? first : to === '' ? Number.POSITIVE_INFINITY : Number(to)
    if (first < 1 || last < first) throw notPages(text)
    return [first, last]
  })
}

/** The pages of a document that `text` names, in order, each once; null names all. Those past its end don't count. */
export function choosePages(text: string | null, documentPages: number): number[] {
  const ranges = text === null ? [[1, documentPages] as Range] : parsePageRanges(text)
  const chosen = new Set<number>()
  for (const [from, to] of ranges) for (let page = from; page <= Math.min(to, documentPages); page++) chosen.add(page)
  if (chosen.size === 0)
    throw new InkleafError(
      'no_such_page',
      'input',
      `It has ${documentPages === 1 ? 'one page' : `${documentPages} pages`}; ${text} is not among them.`,
    )
  return [...chosen].sort((a, b) => a - b)
}

function notPages(text: string): UsageError {
  return new UsageError(`Pages are given like 1-3,7 (counted from 1), not ${JSON.stringify(text)}.`)
}
