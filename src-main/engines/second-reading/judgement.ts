/** Whether a second reading is one of this page, and what is said of it. */
import type { Notice, PageResult } from '../../../src-preload/model.ts'
import { InkleafError } from '../../errors.ts'
import type { ReadBlock } from './read-block.ts'
import { asResult, secondReading, unjudged } from './second-reading.ts'

/**
 * More invented than seen, or more left out than read, and it is no reading of this page. (Half: below, most of it is on the
 * page, and what isn't is marked.)
 */
const MOST = 0.5
/**
 * A fast reading that is less sure, or of fewer words, can't judge: handwriting, a script that its nets lack. PP-OCR's own
 * threshold for text that it drops is 0.5 (PaddleOCR, tools/infer: drop_score).
 */
const LEAST_SURE = 0.5
const LEAST_LETTERS = 20

export interface Judged {
  result: PageResult
  beside: { unseen: number; leftOut: number }
}

/** Throws `other_page` where it can't be a reading of this page. */
export function judged(first: PageResult, read: readonly ReadBlock[], name: string): Judged {
  const reading = secondReading(first, read)
  const { unseen, leftOut } = reading
  const beside = { unseen, leftOut }
  const letters = first.text.replace(/[^\p{L}\p{N}]/gu, '').length
  const isSure = letters >= LEAST_LETTERS && (first.confidence ?? 1) >= LEAST_SURE
  if (unseen <= MOST && leftOut <= MOST)
    return { result: withNotice(asResult(first, reading), notices(reading, name)), beside }
  if (isSure)
    throw new InkleafError(
      'other_page',
      'input',
      `What ${name} answers is not this page: ${percent(unseen)} of it is nowhere on it, and ${percent(leftOut)} of the page is missing.`,
    )
  const unchecked: Notice = {
    code: 'reading_unchecked',
    message: `Nothing could be held against what ${name} read here: check it against the picture.`,
  }
  return { result: withNotice(asResult(first, unjudged(reading)), [unchecked]), beside }
}

function withNotice(result: PageResult, more: Notice[]): PageResult {
  return { ...result, warnings: [...result.warnings, ...more] }
}

function notices({ blocks }: ReturnType<typeof secondReading>, name: string): Notice[] {
  const lines = blocks.filter((block) => block.leftOut).reduce((sum, block) => sum + block.lines.length, 0)
  if (lines === 0) return []
  return [
    {
      code: 'lines_left_out',
      message: `${name} left out ${lines === 1 ? 'a line' : `${lines} lines`} that can be seen on the page.`,
    },
  ]
}

function percent(part: number): string {
  return `${Math.round(100 * part)}%`
}
