import { expect, it } from 'vitest'
import { UsageError } from '../errors.ts'
import { choosePages, parsePageRanges } from './page-ranges.ts'

it.each([
  ['1-3,7', 10, [1, 2, 3, 7]],
  ['5-', 7, [5, 6, 7]],
  ['-2', 9, [1, 2]],
  ['3,1,3,2-3', 9, [1, 2, 3]],
  [' 2 - 4 ', 3, [2, 3]],
  [null, 3, [1, 2, 3]],
] as const)('%s of %i pages are %j', (text, pages, wanted) => {
  expect(choosePages(text, pages)).toEqual(wanted)
})

it.each(['', '0', '3-1', 'a', '1;2', '1-2-3', ','])('%j is refused as wrong usage', (text) => {
  expect(() => parsePageRanges(text)).toThrow(UsageError)
})

it('pages that the document does not have are named', () => {
  expect(() => choosePages('8-9', 3)).toThrow(/3 pages; 8-9/)
})
