import { expect, it } from 'vitest'
import type { Block, PageView } from '../../src-preload/model.ts'
import { resultFor } from '../../test/support/result.ts'
import { differencesOf, takenOver } from './compare.ts'

const page = (number: number, ...texts: string[]): PageView => ({
  page: number,
  status: 'completed',
  attempts: 1,
  result: {
    ...resultFor(number),
    blocks: texts.map(
      (text, at): Block => ({ id: `b${at + 1}`, type: 'text', bbox: null, order: at, lines: [], text }),
    ),
  },
  edits: [],
  checked: [],
  error: null,
})

it('tells where two readings differ, however each parts its blocks', () => {
  const own = [page(1, 'The tide was 1ow at', 'noon today.'), page(2, 'same')]
  const other = [page(1, 'The tide was low at noon'), page(2, 'same'), page(3, 'more')]
  expect(differencesOf(own, other)).toEqual([
    {
      page: 1,
      own: '1ow',
      other: 'low',
      before: 'The tide was',
      after: 'at noon today.',
      place: { blockId: 'b1', start: 13, end: 16, text: '1ow' },
    },
    {
      page: 1,
      own: 'today.',
      other: '',
      before: 'tide was 1ow at noon',
      after: '',
      place: { blockId: 'b2', start: 5, end: 11, text: 'today.' },
    },
  ])
})

it('is of characters where there are no spaces', () => {
  const [found] = differencesOf([page(1, '\u5927\u5b66\u751f')], [page(1, '\u592a\u5b66\u751f')])
  expect(found).toMatchObject({ own: '\u5927', other: '\u592a', after: '\u5b66\u751f' })
})

it('takes the other reading over in its place, but not over two blocks', () => {
  const own = page(1, 'The tide was 1ow', 'at no0n')
  const differences = differencesOf([own], [page(1, 'The tide was low at noon')])
  expect(differences.map((one) => takenOver(own, one)?.edits)).toEqual([
    [{ blockId: 'b1', text: 'The tide was low' }],
    [{ blockId: 'b2', text: 'at noon' }],
  ])
  const [over] = differencesOf([page(1, 'one two', 'three four')], [page(1, 'one 2 3 four')])
  expect(over?.place).toBeNull()
})

it('takes nothing over where the text was changed meanwhile, and nothing over two cells', () => {
  const own = page(1, 'The tide was 1ow')
  const [difference] = differencesOf([own], [page(1, 'The tide was low')])
  const changed = { ...own, edits: [{ blockId: 'b1', text: 'A tide was 1ow', editedAt: '' }] }
  expect(difference && takenOver(changed, difference)).toBeNull()
  const [cells] = differencesOf([page(1, 'a\t1\t2')], [page(1, 'a\t3\t4')])
  expect(cells?.place).toBeNull()
})
