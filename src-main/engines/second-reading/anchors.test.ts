import { expect, it } from 'vitest'
import { anchors } from './anchors.ts'
import { keyOf, tokensOf } from './tokens.ts'

/** Each word of `read` with what it stands for; `same` where both say the same. */
function pairs(seen: string, read: string): [string, string | null, boolean?][] {
  const [one, other] = [tokensOf(seen), tokensOf(read)]
  return anchors(one, other).map((anchor, at) => {
    const text = other[at]?.text ?? ''
    if (!anchor) return [text, null]
    const words = one.slice(anchor.from, anchor.to).map((word) => word.text)
    return [text, words.join(' '), anchor.same]
  })
}

const differing = (seen: string, read: string) => pairs(seen, read).filter(([, , same]) => same !== true)

it('the same text is found whole, whatever quotes and dashes it is written with', () => {
  expect(differing('He said “no” – twice, on 3‑4 May.', 'He said "no" - twice, on 3-4 May')).toEqual([])
})

it('blocks in another order are found where they went', () => {
  const [left, right] = ['the first column goes on here for a while', 'another column has something else to say']
  expect(differing(`${left} ${right}`, `${right} ${left}`)).toEqual([])
})

it('a number that was read otherwise is told with what was seen', () => {
  expect(differing('The total is 1,204.50 euros by May 3', 'The total is 1,240.50 euros by May 3')).toEqual([
    ['1,240.50', '1,204.50', false],
  ])
})

it('signs of numbers count: they are what numbers are', () => {
  expect(keyOf('-3.1')).not.toBe(keyOf('3.1'))
  expect(keyOf('12.5')).not.toBe(keyOf('1.25'))
  expect(keyOf('(12.5),')).toBe(keyOf('12.5'))
  expect(keyOf('−3')).toBe(keyOf('-3'))
})

it('what was invented stands for nothing, and what was left out takes nothing else with it', () => {
  expect(differing('one two three four five six', 'one two three purple elephants vote four five six')).toEqual([
    ['purple', null],
    ['elephants', null],
    ['vote', null],
  ])
  expect(differing('one two three four five six seven eight', 'one two three seven eight')).toEqual([])
})

it('a line that comes twice stands for the page once', () => {
  const line = 'Twelve crates of lemons arrived by boat.'
  expect(differing(`${line} Next.`, `${line} ${line} Next.`)).toHaveLength(tokensOf(line).length)
})

it('a word that was parted is the same word', () => {
  expect(differing('the inter- national order', 'the international order')).toEqual([])
  expect(differing('the inter national order', 'the international order')).toEqual([])
})

it('characters of scripts without spaces are held against each other one by one', () => {
  expect(differing('中华人民共和国', '中华人民共合国')).toEqual([['合', '和', false]])
})

it('a line that comes twice does not hide another that was left out, though they have words in common', () => {
  const check = 'This check, known as the fast-forward check, is performed in order to avoid losses.'
  const off = 'With force the fast-forward check is disabled for all of them.'
  const left = pairs(`${check} Then some more. ${off}`, `${check} ${check} Then some more.`)
  expect(left.filter(([, to]) => to === null).length).toBe(tokensOf(check).length)
})
