/** What is deleted is gone from the disk, whatever runs beside it and whenever it is interrupted. */
import { readFileSync, statSync } from 'node:fs'
import { expect, it, onTestFinished, vi } from 'vitest'
import { resultFor } from '../../test/support/result.ts'
import { newStore } from '../../test/support/store.ts'
import { resolveRuntime } from '../app/runtime.ts'
import { openMaintenance } from './async-maintenance.ts'
import { openForMaintenance } from './database.ts'
import { keepWalShort } from './wal.ts'

/** Each job has a word of its own, `animal3x` for the fourth. */
function filled(jobs: number, pages: number) {
  const history = newStore()
  const ids = Array.from({ length: jobs }, (_, job) => {
    const id = history.addJob(pages)
    for (let n = 0; n < pages; n++) {
      const claim = history.claim()
      if (claim)
        history.store.end(claim, { type: 'completed', result: resultFor(claim.page, `seen: animal${job}x ${n}`) })
    }
    return id
  })
  const thread = openMaintenance(resolveRuntime().workers.maintenance, history.file)
  onTestFinished(() => thread.close())
  const found = (job: number) => history.reader().search({ words: `animal${job}x` }).hits.length
  /** What another program would find in the files. */
  const onDisk = (word: string) =>
    [history.file, `${history.file}-wal`].some((file) => readFileSync(file).includes(word))
  return { ...history, ids, thread, found, onDisk }
}

const config = `SELECT (SELECT v FROM pages_fts_config WHERE k = 'secure-delete') AS secure,
  (SELECT value FROM upkeep WHERE key = 'index_merge') AS merge`

async function removeAll({ thread }: Pick<ReturnType<typeof filled>, 'thread'>): Promise<string[]> {
  const gone: string[] = []
  for (;;) {
    const { jobIds, isAll } = await thread.removeMarked()
    gone.push(...jobIds)
    if (isAll) break
  }
  while (await thread.mergeIndex());
  await thread.emptyLog()
  return gone
}

it('one page among many leaves nothing on the disk, and its document goes with it', async () => {
  const history = filled(450, 1)
  const { store, ids, onDisk, found, db, thread } = history
  await thread.emptyLog()
  expect(onDisk('animal7x')).toBe(true)
  expect(store.markForRemoval([ids[7] ?? '', 'nobody'])).toEqual([ids[7]])
  expect(await thread.removeMarked()).toEqual({
    jobIds: [ids[7]],
    documents: [{ sha256: ids[7], storedFile: `${ids[7]}.pdf` }],
    isAll: true,
  })
  await thread.emptyLog()
  expect([found(7), found(8), onDisk('animal7x'), onDisk('animal8x')]).toEqual([0, 1, false, true])
  expect(db.prepare(config).get()).toEqual({ secure: 1, merge: null })
})

it('a mass of pages leaves nothing on the disk either, and the rest is still found', async () => {
  const history = filled(40, 20)
  const { store, ids, onDisk, found, db } = history
  expect(store.markForRemoval(ids.slice(0, 30))).toHaveLength(30)
  expect(found(3)).toBe(0)
  expect(() => history.reader().job(ids[12] ?? '')).toThrow(/Nothing in the history/)
  expect(new Set(await removeAll(history))).toEqual(new Set(ids.slice(0, 30)))
  expect([found(29), found(30)]).toEqual([0, 20])
  expect([onDisk('animal3x'), onDisk('animal29x'), onDisk('animal30x')]).toEqual([false, false, true])
  expect(db.prepare(config).get()).toEqual({ secure: 1, merge: null })
  db.prepare(`INSERT INTO pages_fts (pages_fts) VALUES ('integrity-check')`).run()
  expect(db.prepare('SELECT count(*) AS n FROM attempts').get()).toEqual({ n: 200 })
})

it('a removal that was interrupted is ended by the next run', async () => {
  const history = filled(40, 20)
  const { store, ids, onDisk, thread, file } = history
  store.markForRemoval(ids.slice(0, 30))
  await thread.removeMarked()
  await thread.close()
  const next = openMaintenance(resolveRuntime().workers.maintenance, file)
  onTestFinished(() => next.close())
  await removeAll({ thread: next })
  expect([onDisk('animal3x'), onDisk('animal30x')]).toEqual([false, true])
})

it('the source of a document stays while another job needs it', async () => {
  const { store, ids, thread } = filled(1, 1)
  const [first = ''] = ids
  const source = store.source(first)
  if (!source) throw new Error('there is no source')
  const documentId = store.addDocument({ sha256: source.sha256, kind: 'pdf', bytes: 10, storedFile: null })
  store.addTask({
    id: 'other',
    documentId,
    batchId: 'b',
    name: 'n',
    sourcePath: '/n',
    options: source.options,
  })
  store.markForRemoval([first])
  expect((await thread.removeMarked()).documents).toEqual([])
  store.markForRemoval(['other'])
  expect((await thread.removeMarked()).documents).toEqual([{ sha256: first, storedFile: `${first}.pdf` }])
})

it('the owner writes on while the thread removes', async () => {
  const history = filled(60, 20)
  const { store, ids, addJob, claim } = history
  store.markForRemoval(ids)
  let isOver = false
  const removal = removeAll(history).finally(() => {
    isOver = true
  })
  let written = 0
  while (!isOver) {
    addJob(3)
    for (let taken = claim(); taken; taken = claim())
      if (store.end(taken, { type: 'completed', result: resultFor(taken.page, 'meanwhile') })) written++
    await new Promise((go) => setImmediate(go))
  }
  expect(new Set(await removal)).toEqual(new Set(ids))
  expect(written).toBeGreaterThan(2)
  expect(history.reader().count()).toBe(written / 3)
})

it('the file gets smaller', async () => {
  const history = filled(60, 20)
  await history.thread.emptyLog()
  const before = statSync(history.file).size
  history.store.markForRemoval(history.ids.slice(0, 50))
  await removeAll(history)
  while (await history.thread.shrink());
  await history.thread.emptyLog()
  expect(statSync(history.file).size).toBeLessThan(before / 2)
})

it('what was written comes from the log into the file by itself', async () => {
  const { file, addJob } = filled(1, 1)
  addJob(20_000)
  const looking = openForMaintenance(file)
  onTestFinished(() => void looking.close())
  const left = () => {
    const [row] = looking.pragma('wal_checkpoint(NOOP)') as { log: number; checkpointed: number }[]
    return (row?.log ?? 0) - (row?.checkpointed ?? 0)
  }
  await vi.waitUntil(() => left() < 1000, { timeout: 20_000, interval: 50 })
})

it('a log that can not be moved is told of once, not five times a second', () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const db = openForMaintenance(newStore().file)
  const told: unknown[] = []
  keepWalShort(db, (caught) => told.push(caught))
  vi.advanceTimersByTime(1000)
  expect(told).toEqual([])
  db.close()
  vi.advanceTimersByTime(1000)
  expect(told).toEqual([expect.any(Error)])
})
