/** What a window does to the history: order, edits, deletion with undo, filters. */
import { describe, expect, it } from 'vitest'
import { resultFor } from '../../test/support/result.ts'
import { newStore } from '../../test/support/store.ts'
import { conditionsOf } from './filter.ts'

const block = (id: string, text: string) => ({
  id,
  type: 'text' as const,
  bbox: null,
  order: 1,
  lines: [{ id: `${id}l1`, text, quad: null, confidence: null }],
})

function withPage(texts: string[], name = 'file.pdf') {
  const history = newStore()
  const id = history.addJob(1, {}, name)
  const claim = history.claim()
  if (!claim) throw new Error('nothing to claim')
  const result = {
    ...resultFor(1, texts.join('\n\n')),
    blocks: texts.map((text, at) => block(`b${at + 1}`, text)),
  }
  history.store.end(claim, { type: 'completed', result })
  return { ...history, id }
}

describe('an edit', () => {
  it('is found by the search instead of what was read, and the original stays beside it', () => {
    const { store, reader, id } = withPage(['Invoice', 'tota1 due'])
    store.edit(id, 1, [{ blockId: 'b2', text: 'total due' }])
    const history = reader()
    expect(history.search({ words: 'total' }).hits).toHaveLength(1)
    expect(history.search({ words: 'tota1' }).hits).toHaveLength(0)
    const [page] = history.pages(id)
    expect(page?.result?.blocks[1]?.lines[0]?.text).toBe('tota1 due')
    expect(page?.edits).toMatchObject([{ blockId: 'b2', text: 'total due' }])
    expect(history.outline(id)).toMatchObject([{ page: 1, edited: true, aspect: 1 }])
  })

  it('can be taken back', () => {
    const { store, reader, id } = withPage(['tota1 due'])
    store.edit(id, 1, [{ blockId: 'b1', text: 'total due' }])
    expect(store.edit(id, 1, [{ blockId: 'b1', text: null }]).edits).toEqual([])
    expect(reader().search({ words: 'tota1' }).hits).toHaveLength(1)
  })

  it('of a text that was changed meanwhile is refused', () => {
    const { store, id } = withPage(['tota1 due'])
    const first = store.edit(id, 1, [{ blockId: 'b1', text: 'total due', since: null }]).edits[0]?.editedAt ?? null
    expect(() => store.edit(id, 1, [{ blockId: 'b1', text: 'mine', since: null }])).toThrow(/another window/)
    expect(store.edit(id, 1, [{ blockId: 'b1', text: 'mine', since: first }]).edits).toMatchObject([{ text: 'mine' }])
  })

  it('of a block that is not there is refused', () => {
    const { store, id } = withPage(['text'])
    expect(() =>
      store.edit(id, 1, [
        { blockId: 'b1', text: 'y' },
        { blockId: 'b9', text: 'x' },
      ]),
    ).toThrow(/is not there/)
    expect(store.page(id, 1)?.edits).toEqual([])
  })
})

describe('words in doubt', () => {
  const doubt = (start: number, end: number) => ({
    start,
    end,
    place: [0, 1] as [number, number],
    sure: 0.5,
    others: [],
  })
  const withDoubts = () => {
    const history = newStore()
    const id = history.addJob(1)
    const claim = history.claim()
    if (!claim) throw new Error('nothing to claim')
    const blocks = [block('b1', 'the cat sat'), block('b2', 'on the mat')]
    const [first, second] = blocks.map(({ lines }) => lines[0])
    Object.assign(first ?? {}, { doubts: [doubt(4, 7), doubt(8, 11)] })
    Object.assign(second ?? {}, { doubts: [doubt(7, 10)] })
    history.store.end(claim, { type: 'completed', result: { ...resultFor(1, 'x'), blocks } })
    const counts = () => {
      const job = history.store.job(id)
      return [job?.doubtfulWords, job?.checkedWords, history.reader().outline(id)[0]?.doubts]
    }
    return { ...history, id, counts }
  }

  it('are counted, and those that somebody has looked at', () => {
    const { store, id, counts } = withDoubts()
    expect(counts()).toEqual([3, 0, 3])
    store.checkWords(id, 1, ['b1l1:4', 'b1l1:4', 'no such word'], true)
    expect(counts()).toEqual([3, 1, 2])
    expect(store.page(id, 1)?.checked).toEqual(['b1l1:4'])
    store.checkWords(id, 1, ['b1l1:4'], false)
    expect(counts()).toEqual([3, 0, 3])
  })

  it('that an edit has changed count as looked at, the others of its block do not', () => {
    const { store, id, counts } = withDoubts()
    store.edit(id, 1, [{ blockId: 'b1', text: 'the car sat' }])
    expect(counts()).toEqual([3, 1, 2])
    store.edit(id, 1, [{ blockId: 'b1', text: 'the car sat down' }], ['b1l1:8'])
    expect(counts()).toEqual([3, 2, 1])
  })
})

it('an edited table keeps its cells', () => {
  const { store, id } = withPage(['a\tb'])
  const grid = { rows: 1, columns: 2, cells: [{ row: 0, column: 0, rowSpan: 1, columnSpan: 2, text: 'both' }] }
  store.edit(id, 1, [{ blockId: 'b1', text: 'both', grid }])
  expect(store.page(id, 1)?.edits).toMatchObject([{ text: 'both', grid }])
})

it('tags are kept in order, whatever their case, and found by', () => {
  const { store, reader, addJob } = newStore()
  const [one, other] = [addJob(1), addJob(1)]
  store.setTags([one, other], ['Rent', 'flat'], [])
  store.setTags([one], ['rent', '2026'], ['FLAT'])
  expect(store.job(one)?.tags).toEqual(['2026', 'Rent'])
  expect(reader().facets().tags).toEqual(['2026', 'flat', 'Rent'])
  expect(
    reader()
      .list({ tags: ['rent'] })
      .map(({ id }) => id),
  ).toEqual(expect.arrayContaining([one, other]))
  expect(
    reader()
      .list({ tags: ['rent', 'flat'] })
      .map(({ id }) => id),
  ).toEqual([other])
})

describe('a deleted job', () => {
  it('is hidden from list, search and queue, and comes back whole', () => {
    const { store, reader, id } = withPage(['hello'])
    store.throwAway([id])
    expect(reader().list()).toEqual([])
    expect(reader().search({ words: 'hello' }).hits).toEqual([])
    expect(store.listed(10)).toEqual([])
    expect(store.inTrash(Date.now(), 10)).toEqual([id])
    store.restore([id])
    expect(reader().search({ words: 'hello' }).hits).toHaveLength(1)
  })
})

describe('the queue', () => {
  it('works in the order that jobs were moved to', () => {
    const { store, addJob, claim } = newStore()
    const [first, second, third] = [addJob(1), addJob(1), addJob(1)]
    store.move(third, first)
    store.move(first, null)
    expect(store.listed(0).map((job) => job.id)).toEqual([third, second, first])
    expect([claim()?.taskId, claim()?.taskId, claim()?.taskId]).toEqual([third, second, first])
  })

  it('gives a moved job the priority of the place it goes to', () => {
    const { store, addJob } = newStore()
    const [urgent, plain] = [addJob(1, { priority: 5 }), addJob(1)]
    store.move(plain, urgent)
    expect(store.job(plain)).toMatchObject({ priority: 5 })
  })

  it('forgets ended jobs when they are cleared, and the history does not', () => {
    const { store, reader, id } = withPage(['hello'])
    expect(store.listed(10)).toHaveLength(1)
    store.unlist([id])
    expect(store.listed(10)).toEqual([])
    expect(reader().list()).toHaveLength(1)
  })
})

describe('a filter', () => {
  const german = 'Die Rechnung ist innerhalb von vierzehn Tagen ohne Abzug zu bezahlen, wenn nichts anderes steht.'

  it('finds by the language that the text tells', () => {
    const { reader, id } = withPage([german])
    expect(reader().facets()).toEqual({ kinds: ['pdf'], engines: ['local'], languages: ['deu'], tags: [] })
    expect(
      reader()
        .list({ languages: ['deu'] })
        .map((job) => job.id),
    ).toEqual([id])
    expect(reader().list({ languages: ['fra'] })).toEqual([])
  })

  it('offers nothing that only deleted and private jobs have', () => {
    const { reader, store, id } = withPage([german])
    const empty = { kinds: [], engines: [], languages: [], tags: [] }
    store.throwAway([id])
    expect(reader().facets()).toEqual(empty)
    store.restore([id])
    expect(reader().facets().languages).toEqual(['deu'])
    store.markForRemoval([id])
    expect(reader().facets()).toEqual(empty)
    // What is marked for removal can't come back.
    expect(store.restore([id])).toEqual([])
  })

  it('of favourites and the counts by state come from small indexes of their own', () => {
    const { db } = newStore()
    const plan = (sql: string) =>
      db
        .prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
        .all()
        .map(({ detail }) => detail)
        .join('; ')
    const { where } = conditionsOf({ favourite: true })
    expect(plan(`SELECT t.id FROM tasks t ${where} ORDER BY t.created_at DESC, t.position DESC`)).toMatch(
      /tasks_favourite/,
    )
    expect(plan(`SELECT t.state, count(*) FROM tasks t ${conditionsOf({}).where} GROUP BY t.state`)).toMatch(
      /INDEX tasks_shown_by_state/,
    )
  })

  it('holds for search, list and count alike', () => {
    const { reader, store, id } = withPage([german])
    const none = { favourite: true }
    expect([reader().search({ words: 'rechnung', ...none }).hits, reader().list(none), reader().count(none)]).toEqual([
      [],
      [],
      0,
    ])
    store.setFavourite([id], true)
    expect(reader().count(none)).toBe(1)
    expect(reader().search({ words: 'rechnung', ...none }).hits).toHaveLength(1)
  })

  it('takes a time from which and one before which', () => {
    const { reader } = withPage([german])
    const now = Date.now()
    const at = (ms: number) => new Date(now + ms).toISOString()
    expect(reader().count({ from: at(-60_000), before: at(60_000) })).toBe(1)
    expect(reader().count({ before: at(-60_000) })).toBe(0)
    expect(reader().count({ from: at(60_000) })).toBe(0)
  })
})

it('find tells the pages of one job and how often each has the words', () => {
  const { reader, id } = withPage(['one two one', '发票 one'])
  expect(reader().find(id, 'one')).toEqual([{ page: 1, count: 3 }])
  expect(reader().find(id, '发票')).toEqual([{ page: 1, count: 1 }])
  expect(reader().find(id, 'zebra')).toEqual([])
})
