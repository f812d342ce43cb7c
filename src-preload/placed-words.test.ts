import { expect, it } from 'vitest'
import { placedWords } from './placed-words.ts'

it('words have the places that the engine gave', () => {
  expect(
    placedWords('two  words', [
      [0, 0.3],
      [0.4, 1],
    ]),
  ).toEqual([
    { text: 'two', from: 0, to: 0.3 },
    { text: 'words', from: 0.4, to: 1 },
  ])
})

it('without places, or with other ones than words, they share the line by their widths', () => {
  for (const places of [undefined, [[0, 1]] as [number, number][]]) {
    const [one, two] = placedWords('mm ii', places)
    expect(one?.from).toBe(0)
    expect(two?.to).toBe(1)
    expect((one?.to ?? 0) - (one?.from ?? 0)).toBeGreaterThan((two?.to ?? 0) - (two?.from ?? 0))
    expect(two?.from).toBeGreaterThan(one?.to ?? 0)
  }
})

it('of nothing but spaces there are none', () => {
  expect(placedWords('  ', undefined)).toEqual([])
})
