import { expect, it } from 'vitest'
import { lineAt } from '../../test/support/result.ts'
import { linesIn, pointOnPage, rectangleOf } from './selection.ts'

const line = (id: string, x: number, y: number) => lineAt(id, x, y, 0.4)
const lines = [line('a', 0.1, 0.1), line('b', 0.1, 0.2), line('c', 0.55, 0.1), { ...line('d', 0, 0), quad: null }]
const chosen = (...corners: [[number, number], [number, number]]) =>
  linesIn(lines, rectangleOf(...corners)).map(({ id }) => id)

it('a rectangle chooses the lines that it touches, drawn from whichever corner', () => {
  expect(chosen([0.05, 0.05], [0.2, 0.25])).toEqual(['a', 'b'])
  expect(chosen([0.2, 0.25], [0.05, 0.05])).toEqual(['a', 'b'])
  expect(chosen([0.45, 0.09], [0.6, 0.11])).toEqual(['a', 'c'])
})

it('a click is a rectangle of no size, and chooses the line under it or none', () => {
  expect(chosen([0.6, 0.11], [0.6, 0.11])).toEqual(['c'])
  expect(chosen([0.9, 0.9], [0.9, 0.9])).toEqual([])
})

it.each([
  [0, [0.25, 0.5]],
  [90, [0.5, 0.75]],
  [180, [0.75, 0.5]],
  [270, [0.5, 0.25]],
] as const)('a pointer over a page turned by %d degrees is where the page is under it', (turn, place) => {
  expect(pointOnPage({ clientX: 35, clientY: 60 }, { left: 10, top: 10, width: 100, height: 100 }, turn)).toEqual(place)
})
