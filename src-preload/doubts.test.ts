import { describe, expect, it } from 'vitest'
import { resultFor } from '../test/support/result.ts'
import { doubtfulWords, isProofread, settledDoubts } from './doubts.ts'
import type { Block, PageView } from './model.ts'

/** A line with the words in doubt that are given in brackets. */
function line(id: string, marked: string): Block['lines'][number] {
  const doubts = []
  let text = ''
  for (const part of marked.split(/(\[[^\]]*\])/)) {
    const word = part.replaceAll(/[[\]]/g, '')
    if (part.startsWith('['))
      doubts.push({
        start: text.length,
        end: text.length + word.length,
        place: [0, 1] as [number, number],
        sure: 0.5,
        others: [],
      })
    text += word
  }
  return { id, text, quad: null, confidence: 0.9, ...(doubts.length > 0 ? { doubts } : {}) }
}

function page(lines: string[], text: string, edit?: string, type: Block['type'] = 'text'): PageView {
  const block = { id: 'b1', type, bbox: null, order: 1, lines: lines.map((one, at) => line(`l${at + 1}`, one)), text }
  return {
    page: 1,
    status: 'completed',
    attempts: 1,
    result: { ...resultFor(1), blocks: [block] },
    edits: edit === undefined ? [] : [{ blockId: 'b1', text: edit, editedAt: '2026-01-01T00:00:00.000Z' }],
    checked: [],
    error: null,
  }
}

/** Each word in doubt, and what stands there. */
const found = (view: PageView, text: string) =>
  doubtfulWords(view).map((word) => [word.id, word.text, text.slice(word.start, word.end)])

describe('words in doubt', () => {
  it('are found in a paragraph that joins its lines, also where a hyphen went', () => {
    const text = 'the quick brown fox jumped over'
    expect(found(page(['the [quick]', 'brown [fox] [jum-]', 'ped over'], text), text)).toEqual([
      ['l1:4', 'quick', 'quick'],
      ['l2:6', 'fox', 'fox'],
      ['l2:10', 'jum', 'jum'],
    ])
  })

  it('are not looked for beyond a word whose hyphen went', () => {
    const text = 'replace the old one; re-use it'
    expect(found(page(['[re-]', 'place the [old] one;', 're-use it'], text), text)).toEqual([
      ['l1:0', 're', 're'],
      ['l2:10', 'old', 'old'],
    ])
  })

  it('of the same word are told apart', () => {
    const text = 'a mat on a mat on a mat'
    const view = page(['a mat on a [mat] on', 'a mat'], text)
    expect(doubtfulWords(view).map(({ start }) => start)).toEqual([11])
  })

  it('are characters in scripts without spaces', () => {
    const text = '\u5927\u5b66\u751f'
    expect(found(page(['\u5927[\u5b66]\u751f'], text), text)).toEqual([['l1:1', '\u5b66', '\u5b66']])
  })

  it('stay where they are in an edited text, and go where it changed them', () => {
    const text = 'the quick brown fox sat'
    const lines = ['the [quick] brown [fox] [sat]']
    const edit = 'Then the quick, brown fax sat'
    expect(found(page(lines, text, edit), edit)).toEqual([['l1:20', 'sat', 'sat']])
    expect(settledDoubts(page(lines, text, edit))).toEqual(['l1:4', 'l1:16'])
  })

  it('of a table are found in whatever order its cells are', () => {
    const text = 'one\ttwo\nthree\tfour'
    expect(found(page(['one', '[three]', '[two]', 'four'], text, undefined, 'table'), text)).toEqual([
      ['l2:0', 'three', 'three'],
      ['l3:0', 'two', 'two'],
    ])
  })
})

it('a document is proofread when all of its words in doubt were looked at, and there were some', () => {
  expect(isProofread({ doubtfulWords: 2, checkedWords: 1 })).toBe(false)
  expect(isProofread({ doubtfulWords: 2, checkedWords: 2 })).toBe(true)
  expect(isProofread({ doubtfulWords: 0, checkedWords: 0 })).toBe(false)
})

it('a doubt may be a run of words, which is gone when one of them is changed', () => {
  const line = {
    id: 'l1',
    text: 'One two three four.',
    quad: null,
    confidence: null,
    doubts: [{ start: 4, end: 13, place: [0, 1] as [number, number], sure: 0, others: [], why: 'unseen' as const }],
  }
  const block = { id: 'b1', type: 'text' as const, bbox: null, order: 0, lines: [line] }
  const view = (edits: PageView['edits']) => ({ result: { ...resultFor(1), blocks: [block] }, edits, checked: [] })
  const edit = (text: string) => [{ blockId: 'b1', text, editedAt: '' }]
  expect(doubtfulWords(view([]))).toMatchObject([{ text: 'two three', start: 4, end: 13 }])
  expect(doubtfulWords(view(edit('Well, one two three four.')))).toMatchObject([{ start: 10, end: 19 }])
  expect(doubtfulWords(view(edit('One two thirty four.')))).toEqual([])
})
