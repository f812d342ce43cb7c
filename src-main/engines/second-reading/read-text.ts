/** What a model has written, as blocks. */
import type { JobOptions } from '../../../src-preload/model.ts'
import { blocksOfDocTags, isDocTags } from './doctags.ts'
import { blocksOfMarkdown, blocksOfText } from './markdown-blocks.ts'
import { taggedParts, withoutTags } from './model-tags.ts'
import type { ReadBlock } from './read-block.ts'

const PICTURES: ReadonlySet<string> = new Set(['image', 'figure', 'chart'])

export function readText(answer: string, mode: JobOptions['mode']): ReadBlock[] {
  if (isDocTags(answer)) return blocksOfDocTags(answer)
  const parts = taggedParts(answer)
  if (parts.length === 0) return written(answer, mode)
  return parts.flatMap(({ kind, text, bbox }): ReadBlock[] => {
    const own = written(text, mode)
    const all: ReadBlock[] = PICTURES.has(kind) ? [{ type: 'figure', text: '' }, ...own] : own
    return bbox ? all.map((block) => ({ ...block, bbox })) : all
  })
}

function written(answer: string, mode: JobOptions['mode']): ReadBlock[] {
  const text = withoutTags(answer)
  return mode === 'basic' ? blocksOfText(text) : blocksOfMarkdown(text)
}
