/** What a model is asked for. */
import type { JobOptions } from '../../../src-preload/model.ts'
import type { Question } from '../engine.ts'

const COMMON =
  'Keep every word, number and sign exactly as it is printed, in the language that it is printed in. Translate nothing, correct nothing, explain nothing, add nothing, leave nothing out but running heads and page numbers. Answer with the transcription alone.'

const PROMPTS: Record<JobOptions['mode'], string> = {
  basic: `Transcribe all of the text on this page in reading order, as plain text: a line for each printed line, an empty line between paragraphs. ${COMMON}`,
  markdown: `Transcribe all of the text on this page in reading order, as Markdown: headings with #, lists with - or their own numbers, tables as Markdown tables (as HTML tables where cells are merged), code between fences, formulas as LaTeX between $ or $$. Join the lines of a paragraph. ${COMMON}`,
}

const ASKED: Record<'table' | 'formula', string> = {
  table: `Transcribe the tables on this page as Markdown tables (as HTML tables where cells are merged), and nothing else of it. ${COMMON}`,
  formula: `Transcribe the formulas on this page as LaTeX, each between $$ on lines of its own, and nothing else of it. ${COMMON}`,
}

/** What is asked about a page that was read. */
export function promptToAsk({ asked, words }: Question): string {
  if (asked === 'question')
    return `${words}\n\nAnswer from this page alone, in the language of the question. Say so where the page does not tell.`
  return asked === 'table' || asked === 'formula' ? ASKED[asked] : PROMPTS[asked === 'text' ? 'basic' : 'markdown']
}

/** `own`: the user's, in place of ours. */
export function promptFor(mode: JobOptions['mode'], own: string): string {
  return own.trim() === '' ? PROMPTS[mode] : own
}
