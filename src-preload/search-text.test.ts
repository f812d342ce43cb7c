import { describe, expect, it } from 'vitest'
import { forIndex, snippet, toMatch } from './search-text.ts'

describe('a query', () => {
  it.each([
    ['inv', '"inv" *'],
    ['发票', '"发 票"'],
    ['"value added"', '"value added"'],
    ['Café 发票', '"Café" * AND "发 票"'],
    ['report-3.pdf', '"report 3 pdf" *'],
    ['ＡＢＣ', '"ABC" *'],
  ])('%s becomes %s', (words, match) => {
    expect(toMatch(words)).toBe(match)
  })

  it.each(['', '   ', '"', '***', '( ) OR NEAR', 'a AND', '"unclosed', "'; DROP TABLE tasks", 'name:'])(
    '%j is no syntax error',
    (words) => {
      const match = toMatch(words)
      expect(match === null || /^("[^"]+"( \*)?)( AND "[^"]+"( \*)?)*$/.test(match)).toBe(true)
    },
  )
})

it('CJK characters are words of their own in the index', () => {
  expect(forIndex('增值税ab').replace(/ +/g, ' ').trim()).toBe('增 值 税 ab')
})

describe('a snippet', () => {
  const marked = (text: string, words: string) => {
    const { text: shown, marks } = snippet(text, words)
    return marks.map(([from, to]) => shown.slice(from, to))
  }

  it.each([
    ['Le Café est cher', 'cafe', ['Café']],
    ['three invoices and an Invoice', 'inv', ['invoices', 'Invoice']],
    ['增值税发票号码', '发票', ['发票']],
    ['value\nadded tax', '"value added"', ['value added']],
    ['STRASSE and straße', 'straße', ['straße']],
    ['a+b (c)', '(c)', ['c']],
  ])('of %j marks %s', (text, words, wanted) => {
    expect(marked(text, words)).toEqual(wanted)
  })

  it('shows the hit with what stands around it, and says that it was cut', () => {
    const { text, marks } = snippet(`${'before '.repeat(100)}needle${' after'.repeat(100)}`, 'needle')
    expect(text).toMatch(/^…before .*needle after.*…$/)
    expect(text.length).toBeLessThan(250)
    expect(marks.map(([from, to]) => text.slice(from, to))).toEqual(['needle'])
  })
})
