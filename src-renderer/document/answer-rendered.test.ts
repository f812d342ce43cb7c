import { expect, it } from 'vitest'
import { cellsOf } from './answer-rendered.tsx'

it('cells of a row are those between its bars, with the signs that Markdown escapes', () => {
  expect(cellsOf('| Day | 4.1 \\| 4.3 | a\\_b<br>c |  |')).toEqual(['Day', '4.1 | 4.3', 'a_b\nc', ''])
})
