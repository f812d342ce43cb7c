/** What a model has written, as blocks. */
import type { JobOptions } from '../../../src-preload/model.ts'
import { blocksOfMarkdown, blocksOfText } from './markdown-blocks.ts'
import { withoutTags } from './model-tags.ts'
import type { ReadBlock } from './read-block.ts'

export function readText(answer: string, mode: JobOptions['mode']): ReadBlock[] {
  const text = withoutTags(answer)
  return mode === 'basic' ? blocksOfText(text) : blocksOfMarkdown(text)
}
