import { describe, expect, it } from 'vitest'
import { resultFor } from '../../test/support/result.ts'
import { newStore } from '../../test/support/store.ts'
import { resolveRuntime } from '../app/runtime.ts'
import { openAsyncReader } from './async-reader.ts'

function filled() {
  const history = newStore()
  const write = (text: string, name: string) => {
    const id = history.addJob(1, {}, name)
    const claim = history.claim()
    if (!claim) throw new Error('nothing to claim')
    history.store.end(claim, { type: 'completed', result: resultFor(1, text) })
    return id
  }
  const ids = {
    chinese: write('增值税发票号码：20260314', 'a.pdf'),
    coffee: write('Le Café coûte cher', 'b.pdf'),
    invoice: write('Invoice no. 7 for value added services', 'Rechnung-2026_März.pdf'),
    other: write('added value, in another order', 'd.pdf'),
  }
  return { ...history, ids }
}

describe('search', () => {
  const { reader, ids } = filled()
  const found = (words: string) =>
    reader()
      .search({ words })
      .hits.map((hit) => hit.jobId)

  it.each([
    ['发票', 'chinese'],
    ['税', 'chinese'],
    ['增值税发票', 'chinese'],
    ['cafe', 'coffee'],
    ['CAFÉ', 'coffee'],
    ['inv', 'invoice'],
    ['"value added"', 'invoice'],
    ['rechnung', 'invoice'],
    ['marz 2026', 'invoice'],
  ] as const)('%s finds it', (words, who) => {
    expect(found(words)).toEqual([ids[who]])
  })

  it.each(['票发', '值增', '"added services value"', 'nvoice', 'zebra'])('%s finds nothing', (words) => {
    expect(found(words)).toEqual([])
  })

  it('gives page, name and a marked snippet', () => {
    expect(reader().search({ words: '发票' }).hits[0]).toMatchObject({
      page: 1,
      name: 'a.pdf',
      text: '增值税发票号码：20260314',
      marks: [[3, 5]],
    })
  })

  it('works the same in its worker thread', async () => {
    const { file } = filled()
    const remote = openAsyncReader(resolveRuntime().workers.history, file)
    expect((await remote.search({ words: 'cafe' })).hits).toHaveLength(1)
    await expect(remote.job('nope')).rejects.toThrow(/nope/)
    await remote.close()
  })
})

describe('jobs', () => {
  const { reader, ids } = filled()

  it('are listed newest first', () => {
    expect(
      reader()
        .list()
        .map((job) => job.id),
    ).toEqual([ids.other, ids.invoice, ids.coffee, ids.chinese])
    expect(reader().list({ states: ['failed'] })).toEqual([])
  })

  it('are found by the start of their id, if it is enough', () => {
    expect(reader().job(ids.coffee).name).toBe('b.pdf')
    expect(() => reader().job('job')).toThrow(/Several/)
    expect(() => reader().job('zzz')).toThrow(/zzz/)
  })
})

it('very broad hits come newest first', () => {
  const { addJob, store, claim, reader } = newStore()
  const id = addJob(600)
  for (let n = 0; n < 600; n++) {
    const at = claim()
    if (at) store.end(at, { type: 'completed', result: resultFor(at.page, 'everywhere') })
  }
  const { hits, order } = reader().search({ words: 'everywhere', limit: 2 })
  expect(order).toBe('newest')
  expect(hits.map(({ jobId, page }) => [jobId, page])).toEqual([
    [id, 600],
    [id, 599],
  ])
})
