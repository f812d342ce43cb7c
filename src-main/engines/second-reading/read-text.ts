/** What a model has written, as blocks. */
import { pageMarkdown } from '../../../src-preload/edits.ts'
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

/** The same as plain text, without the tags that a model puts around it. */
export function asPlain(answer: string): string {
  return readText(answer, 'basic')
    .map(({ text }) => text)
    .filter((text) => text !== '')
    .join('\n\n')
}

/** The same as Markdown, whatever the model has written: HTML, OTSL, DocTags. */
export function asMarkdown(answer: string): string {
  const read = readText(answer, 'markdown')
  const blocks = read.map(({ grid: _, from: __, bbox, ...block }, order) => ({
    ...block,
    id: `a${order}`,
    order,
    bbox: bbox ?? null,
    lines: [],
  }))
  const tables = read.flatMap(({ grid }, at) => {
    const cells = grid?.cells.map((cell) => ({ ...cell, lines: [] }))
    return grid && cells ? [{ blockId: `a${at}`, rows: grid.rows, columns: grid.columns, cells }] : []
  })
  return pageMarkdown({ page: 1, blocks: blocks.filter(({ type }) => type !== 'figure'), tables })
}

function written(answer: string, mode: JobOptions['mode']): ReadBlock[] {
  const text = withoutTags(answer)
  return mode === 'basic' ? blocksOfText(text) : blocksOfMarkdown(text)
}
