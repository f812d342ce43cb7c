/** What a model is asked for. */
import type { JobOptions } from '../../../src-preload/model.ts'

const COMMON =
  'Keep every word, number and sign exactly as it is printed, in the language that it is printed in. Translate nothing, correct nothing, explain nothing, add nothing, leave nothing out but running heads and page numbers. Answer with the transcription alone.'

const PROMPTS: Record<JobOptions['mode'], string> = {
  basic: `Transcribe all of the text on this page in reading order, as plain text: a line for each printed line, an empty line between paragraphs. ${COMMON}`,
  markdown: `Transcribe all of the text on this page in reading order, as Markdown: headings with #, lists with - or their own numbers, tables as Markdown tables (as HTML tables where cells are merged), code between fences, formulas as LaTeX between $ or $$. Join the lines of a paragraph. ${COMMON}`,
}

/** `own`: the user's, in place of ours. */
export function promptFor(mode: JobOptions['mode'], own: string): string {
  return own.trim() === '' ? PROMPTS[mode] : own
}
