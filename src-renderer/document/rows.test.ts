import { expect, it } from 'vitest'
import { lineAt } from '../../test/support/result.ts'
import { rowsOf } from './rows.ts'

const line = lineAt
type Block = Parameters<typeof rowsOf>[0]
const idsIn = (type: Block['type'], ...lines: Block['lines']) =>
  rowsOf({ type, lines }).map((row) => row.map(({ id }) => id).join('+'))
const ids = (...lines: Block['lines']) => idsIn('table', ...lines)

it('cells beside each other are a row, lines below each other are not', () => {
  expect(ids(line('a', 0.1, 0.1), line('b', 0.4, 0.105), line('c', 0.1, 0.14), line('d', 0.4, 0.14))).toEqual([
    'a+b',
    'c+d',
  ])
  expect(ids(line('a', 0.1, 0.1), line('b', 0.1, 0.13))).toEqual(['a', 'b'])
})

it('outside of a table every line is a row of its own', () => {
  expect(idsIn('text', line('a', 0.1, 0.1), line('b', 0.4, 0.105))).toEqual(['a', 'b'])
})

it('the first line of the next column is no cell of the last one', () => {
  expect(ids(line('right', 0.6, 0.1), line('left', 0.1, 0.1))).toEqual(['right', 'left'])
})

it('lines without a place stand alone', () => {
  const nowhere = { ...line('a', 0, 0), quad: null }
  expect(ids(nowhere, { ...nowhere, id: 'b' })).toEqual(['a', 'b'])
})
