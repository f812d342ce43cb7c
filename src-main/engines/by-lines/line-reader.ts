/** What reads lines in scripts that the fast engine lacks. */
import type { Block } from '../../../src-preload/model.ts'
import type { TextLine } from '../../documents/document.ts'
import type { DrawnPage } from '../../sidecar/client.ts'
import type { Crop } from './crops.ts'

export interface ReadLine {
  text: string
  /** 0..1. */
  confidence: number
  /** From left to right; `sure`: 0..1. */
  words: { text: string; from: number; to: number; sure: number }[]
  /** Absent: those of the words that are not sure. */
  doubts?: NonNullable<Block['lines'][number]['doubts']>
}

export const NOTHING: ReadLine = { text: '', confidence: 0, words: [] }

/** A line that was found on a page. */
export interface FoundLine {
  /** In pixels of the page as it is drawn. */
  quad: TextLine['quad']
  /** Its length over its height. */
  shape: number
  /** Null where there is nothing to see. */
  crop(): Promise<Crop | null>
}

export interface LineReader {
  /** The engine that its readings are said to be by. */
  readonly id: string
  /** Languages or scripts that are there. */
  languages(): string[]
  /** What a reading in a language is said to be by. */
  modelOf(language: string): string
  /** A reading for each line. */
  read(language: string, page: DrawnPage, lines: readonly FoundLine[], signal: AbortSignal): Promise<ReadLine[]>
  /** Nothing is to be read for now. */
  rest(): Promise<void>
}
