/** The fast engine's reading of a page, as words that know their places. */
import type { Block, PageResult } from '../../../src-preload/model.ts'
import { placedWords } from '../../../src-preload/placed-words.ts'
import { type Token, tokensOf } from './tokens.ts'

export interface SeenLine {
  line: Block['lines'][number]
  block: Block
}

export interface SeenWord extends Token {
  /** Which of the page's lines. */
  line: number
  /** Where it starts and ends along it, 0..1. */
  from: number
  to: number
}

export interface SeenPage {
  lines: readonly SeenLine[]
  words: readonly SeenWord[]
}

export function seenPage({ blocks }: Pick<PageResult, 'blocks'>): SeenPage {
  const lines = blocks.flatMap((block) => block.lines.map((line) => ({ line, block })))
  return { lines, words: lines.flatMap(({ line }, at) => wordsOn(line, at)) }
}

/** In scripts without spaces a word is a character, which has its share of the run that it stands in. */
function wordsOn({ text, words }: SeenLine['line'], line: number): SeenWord[] {
  let cursor = 0
  const runs = placedWords(text, words).map(({ text: run, from, to }) => {
    const start = text.indexOf(run, cursor)
    cursor = start + run.length
    return { start, length: run.length, from, to }
  })
  return tokensOf(text).map((token) => {
    const run = runs.findLast(({ start }) => start <= token.start)
    const along = (at: number) =>
      run ? run.from + (Math.min(run.length, at - run.start) / run.length) * (run.to - run.from) : 0
    return { ...token, line, from: along(token.start), to: along(token.start + token.text.length) }
  })
}
