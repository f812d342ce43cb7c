import { expect, it } from 'vitest'
import type { Block, PageView } from '../../src-preload/model.ts'
import { resultFor } from '../../test/support/result.ts'
import { changesOf, placesOf } from './replace.ts'

const block = (id: string, text: string): Block => ({ id, type: 'text', bbox: null, order: 1, lines: [], text })
const page = (number: number, ...texts: string[]): PageView => ({
  page: number,
  status: 'completed',
  attempts: 1,
  result: { ...resultFor(number), blocks: texts.map((text, at) => block(`b${at + 1}`, text)) },
  edits: [],
  checked: [],
  error: null,
})
const views = [page(1, 'The tide. tides', 'No sea'), page(2, 'TIDE (and tide)')]
const search = { words: 'tide', matchCase: false, wholeWords: false }

it('finds every place over all pages, by case and by whole words where that is asked for', () => {
  expect(placesOf(views, search).map(({ id }) => id)).toEqual(['1/b1/4', '1/b1/10', '2/b1/0', '2/b1/10'])
  expect(placesOf(views, { ...search, matchCase: true }).map(({ id }) => id)).not.toContain('2/b1/0')
  expect(placesOf(views, { ...search, wholeWords: true }).map(({ id }) => id)).not.toContain('1/b1/10')
  expect(placesOf(views, { ...search, words: '(and' })).toHaveLength(1)
  expect(placesOf(views, { ...search, words: '' })).toEqual([])
})

it('replaces in the chosen places only, several in one block', () => {
  const places = placesOf(views, search)
  const changes = changesOf(views, places, new Set(['1/b1/4', '1/b1/10', '2/b1/10']), 'ebb $1')
  expect(changes.map(({ view, edits }) => [view.page, edits])).toEqual([
    [1, [{ blockId: 'b1', text: 'The ebb $1. ebb $1s' }]],
    [2, [{ blockId: 'b1', text: 'TIDE (and ebb $1)' }]],
  ])
})

it('finds in the text as it was put right', () => {
  const edited = { ...page(1, 'old'), edits: [{ blockId: 'b1', text: 'the tide', editedAt: '' }] }
  expect(placesOf([edited], search).map(({ start }) => start)).toEqual([4])
})

it('never finds words over two cells of a table', () => {
  const table = page(1, 'foo\tbar\nfoo bar')
  const [block] = table.result?.blocks ?? []
  if (block) block.type = 'table'
  expect(placesOf([table], { ...search, words: 'foo bar' }).map(({ start }) => start)).toEqual([8])
})
