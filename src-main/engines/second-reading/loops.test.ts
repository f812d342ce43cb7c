import { expect, it } from 'vitest'
import { cutLoop } from './loops.ts'

const cut = (text: string, seen = '') => {
  const end = cutLoop(text, seen)
  return end === null ? null : text.slice(0, end)
}

it('a line that comes three times in a row is kept once', () => {
  const line = 'And so it goes on and on for ever.\n'
  expect(cut(`Before.\n${line.repeat(2)}`)).toBeNull()
  expect(cut(`Before.\n${line.repeat(3)}`)).toBe(`Before.\n${line}`)
  expect(cut(`Before.\n${line.repeat(9)}`)).toBe(`Before.\n${line}`)
})

it('a few letters that repeat without end are cut, after as many as a long word has', () => {
  expect(cut('ha'.repeat(20))).toBeNull()
  expect(cut(`It was ${'ha'.repeat(40)}`)).toBe('It was ha')
})

it('what the page itself has often may come as often', () => {
  const refrain = 'Row, row, row your boat, gently down the stream.\n'
  const page = refrain.repeat(4)
  expect(cut(refrain.repeat(4), page)).toBeNull()
  expect(cut(refrain.repeat(8), page)).toBe(refrain.repeat(4))
})

it('leaders, rulings and the rows of a form are no loops', () => {
  expect(cut(`Chapter 1 ${'.'.repeat(120)}`)).toBeNull()
  expect(cut('_'.repeat(200))).toBeNull()
  expect(cut(`| a | b | c |\n|---|---|---|\n${'|  |  |  |\n'.repeat(15)}`)).toBeNull()
  expect(cut(`${'| 0 | 0 | 0 | none |\n'.repeat(19)}`)).toBeNull()
  expect(cut(`${'| 0 | 0 | 0 | none |\n'.repeat(25)}`)).toBe('| 0 | 0 | 0 | none |\n')
})

it('a text of a page is none', () => {
  const text = Array.from({ length: 60 }, (_, n) => `Item ${n + 1} of the list costs ${n * 3} euros.\n`).join('')
  for (let end = 80; end < text.length; end += 80) expect(cutLoop(text.slice(0, end), '')).toBeNull()
})

it('empty rows of a table are no loop, however it is written, until there are very many', () => {
  const rows = (row: string, times: number) => `${'x'.repeat(9)}${row.repeat(times)}`
  for (const row of [
    '<tr><td></td><td></td><td></td></tr>',
    '<td></td>',
    '<ecel><ecel><ecel><nl>',
    '<ecel>',
    '<tr><td>0</td><td>0</td></tr>',
    '| | | |\n',
  ]) {
    expect(cutLoop(rows(row, 12), ''), row).toBeNull()
    expect(cutLoop(rows(row, 200), ''), row).not.toBeNull()
  }
})
