/** How exports are called: a rule of the user's, such as `{name}-{date}`. */
import { extname } from 'node:path'
import type { JobView } from '../../src-preload/model.ts'
import { unknownPlaceholders } from '../../src-preload/settings.ts'
import { InkleafError } from '../errors.ts'

/** Characters of a document's own name; a rule puts some more around it. */
const LONGEST_NAME = 80

export const DEFAULT_NAME = '{name}'

/** The file's name without its ending. Throws `bad_setting` where the rule names what there isn't. */
export function exportStem(
  job: Pick<JobView, 'name' | 'createdAt' | 'endedAt' | 'totalPages' | 'language'>,
  rule: string = DEFAULT_NAME,
): string {
  const [unknown] = unknownPlaceholders(rule)
  if (unknown !== undefined)
    throw new InkleafError('bad_setting', 'input', `${unknown} means nothing in a file name (Settings > Export).`)
  const { name, createdAt, endedAt, totalPages, language } = job
  const time = new Date(endedAt ?? createdAt)
  const two = (n: number) => String(n).padStart(2, '0')
  const values: Record<string, string> = {
    name: shortened(name.slice(0, name.length - extname(name).length)) || 'page',
    // As the user's clock has it.
    date: `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`,
    time: `${two(time.getHours())}.${two(time.getMinutes())}`,
    pages: String(totalPages ?? 0),
    language: language ?? 'und',
  }
  return rule.replaceAll(/\{(\w+)\}/g, (_, key: string) => values[key] ?? '').trim() || values['name'] || 'page'
}

const shortened = (name: string) => [...name].slice(0, LONGEST_NAME).join('').trim()

/** `lease, p. 3-5`: a part is not taken for the whole. */
export function withPages(stem: string, pages: string | null | undefined): string {
  return pages ? `${stem}, p. ${pages.replaceAll(/\s/g, '')}` : stem
}
