import { expect, it } from 'vitest'
import { characterOfRadical } from './radicals.ts'

it('radicals that stand for characters become them', () => {
  expect([...'⻓⻋⻛⻔⻝⻅⻢⻉'].map(characterOfRadical).join('')).toBe('长车风门食见马贝')
  expect([...'⼤⽔⾦'].map(characterOfRadical).join('')).toBe('大水金')
})

it('every radical of the supplement that Unicode gives a character for has one', () => {
  const left: string[] = []
  for (let code = 0x2e80; code <= 0x2ef3; code++) {
    const radical = String.fromCodePoint(code)
    if (characterOfRadical(radical) === radical) left.push(radical)
  }
  // Unicode gives none for the first, and the second is not assigned.
  expect(left).toEqual(['⺀', '\u2e9a'])
})
