import { describe, expect, it } from 'vitest'
import { resultFor } from '../../test/support/result.ts'
import { newStore } from '../../test/support/store.ts'
import type { Claim } from './store.ts'

const failure = { code: 'x', kind: 'transient', message: 'It failed.' } as const

function must<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error('nothing there')
  return value
}

describe('the next page', () => {
  it('is a first page before the rest of a long file, whatever came first', () => {
    const { addJob, claim } = newStore()
    const book = addJob(30)
    const letter = addJob(1)
    const taken = [1, 2, 3].map(() => must(claim()))
    expect(taken.map(({ taskId, page }) => [taskId, page])).toEqual([
      [book, 1],
      [letter, 1],
      [book, 2],
    ])
  })

  it('gives way to another file after each ten pages', () => {
    const { addJob, claim } = newStore()
    const first = addJob(25)
    const second = addJob(25)
    const order = Array.from({ length: 50 }, () => must(claim()).taskId)
    expect(order.slice(0, 2)).toEqual([first, second])
    expect(order.slice(2, 11).every((id) => id === first)).toBe(true)
    expect(order.slice(11, 20).every((id) => id === second)).toBe(true)
    expect(order.slice(20, 30).every((id) => id === first)).toBe(true)
  })

  it('is of the highest priority', () => {
    const { addJob, claim, store } = newStore()
    addJob(5)
    const late = addJob(5)
    store.setPriority([late], 5)
    expect(must(claim()).taskId).toBe(late)
    expect(must(claim()).taskId).toBe(late)
  })

  it('is none of a paused job, and none before its time', () => {
    let now = 1000
    const { addJob, claim, store } = newStore(() => now)
    const id = addJob(1)
    store.act('pause', [id])
    expect(claim()).toBeNull()
    store.act('resume', [id])
    store.end(must(claim()), { type: 'again', failure, notBefore: 5000, free: false })
    expect(claim()).toBeNull()
    expect(store.nextWake(now)).toBe(5000)
    now = 5000
    expect(must(claim()).attempts).toBe(2)
  })
})

describe('the end of a try', () => {
  it('stores the result and ends the job in one step', () => {
    const { addJob, claim, store } = newStore()
    const id = addJob(1)
    expect(store.end(must(claim()), { type: 'completed', result: resultFor(1, 'hello') })).toBe(true)
    expect(store.job(id)).toMatchObject({ state: 'completed', completedPages: 1 })
    expect(store.page(id, 1)).toMatchObject({ status: 'completed', result: { text: 'hello' } })
  })

  it('counts once: a doubled answer and one of an earlier try change nothing', () => {
    const { addJob, claim, store } = newStore()
    const id = addJob(1)
    const first = must(claim())
    store.end(first, { type: 'again', failure, notBefore: 0, free: false })
    const second = must(claim())
    expect(store.end(first, { type: 'completed', result: resultFor(1, 'late') })).toBe(false)
    expect(store.end(second, { type: 'completed', result: resultFor(1, 'right') })).toBe(true)
    expect(store.end(second, { type: 'completed', result: resultFor(1, 'twice') })).toBe(false)
    expect(store.page(id, 1)?.result?.text).toBe('right')
  })

  it('of a cancelled job is too late', () => {
    const { addJob, claim, store } = newStore()
    const id = addJob(2)
    const running = must(claim())
    store.act('cancel', [id])
    expect(store.end(running, { type: 'completed', result: resultFor(1) })).toBe(false)
    expect(store.job(id)).toMatchObject({ state: 'cancelled', cancelledPages: 2 })
  })

  it.each([
    [['completed', 'completed'], 'completed'],
    [['completed', 'failed'], 'partial'],
    [['failed', 'failed'], 'failed'],
  ] as const)('%j makes the job %s', (ends, state) => {
    const { addJob, claim, store } = newStore()
    const id = addJob(ends.length)
    for (const type of ends) {
      const at: Claim = must(claim())
      store.end(at, type === 'completed' ? { type, result: resultFor(at.page) } : { type, failure })
    }
    expect(store.job(id)?.state).toBe(state)
  })
})

describe('what the user does', () => {
  it('retry brings back failed pages only, with their tries reset', () => {
    const { addJob, claim, store } = newStore()
    const id = addJob(2)
    store.end(must(claim()), { type: 'completed', result: resultFor(1) })
    store.end(must(claim()), { type: 'failed', failure })
    expect(store.retry(id, null)).toBe(true)
    expect(store.job(id)).toMatchObject({ state: 'pending', completedPages: 1 })
    expect(must(claim())).toMatchObject({ page: 2, attempts: 1 })
    expect(claim()).toBeNull()
  })

  it('a password is never stored', () => {
    const { addJob, db } = newStore()
    addJob(1, { password: 'hunter2' })
    expect(JSON.stringify(db.prepare('SELECT * FROM tasks').all())).not.toContain('hunter2')
  })

  it('a job that waits for its password goes on when it has one', () => {
    const { addJob, store } = newStore()
    const id = addJob(0)
    store.refuse(id, { code: 'password_needed', kind: 'input', message: 'Password?' }, 'needPassword')
    expect(store.job(id)?.state).toBe('waiting_for_password')
    expect(store.nextUnopened()).toBeNull()
    store.act('givePassword', [id])
    expect(store.nextUnopened()).toBe(id)
  })

  it('a job cancelled or removed while it was being opened gets no pages, and other pages stay found', () => {
    const { addJob, claim, store, reader } = newStore()
    addJob(1)
    store.end(must(claim()), { type: 'completed', result: resultFor(1, 'untouched') })
    const cancelled = addJob(0)
    store.act('cancel', [cancelled])
    store.opened(cancelled, 3, [1, 2, 3])
    store.opened('removed', 3, [1, 2, 3])
    expect(store.job(cancelled)).toMatchObject({ state: 'cancelled', totalPages: null })
    expect(reader().search({ words: 'untouched' }).hits).toHaveLength(1)
    expect(store.retry(cancelled, null)).toBe(true)
    expect(store.nextUnopened()).toBe(cancelled)
  })
})

it('after a crash pages that were at work wait again, and that try costs nothing', () => {
  const { addJob, claim, store } = newStore()
  addJob(3)
  const lost = must(claim())
  expect(store.recover().pages).toBe(1)
  const again = must(claim())
  expect(again).toMatchObject({ page: lost.page, attempts: 1 })
  expect(store.end(lost, { type: 'completed', result: resultFor(1) })).toBe(false)
})

it('suspects run when they are asked for, and not among the others', () => {
  const { addJob, claim, store } = newStore()
  addJob(2)
  store.end(must(claim()), { type: 'again', failure, notBefore: 0, free: true, suspect: true })
  expect(store.hasSuspects('local')).toBe(true)
  expect(must(claim()).page).toBe(2)
  expect(claim()).toBeNull()
  expect(must(claim(true))).toMatchObject({ page: 1, suspect: true, attempts: 1 })
})

it("a task's counts are those of its pages, whatever is done to it", () => {
  const { addJob, claim, store, db } = newStore()
  const id = addJob(12)
  const counts = () => {
    const kept = db
      .prepare(
        'SELECT total_pages, completed_pages, failed_pages, cancelled_pages, retried_pages, next_window FROM tasks WHERE id = ?',
      )
      .raw()
      .get(id)
    const counted = db
      .prepare(
        `SELECT count(*), sum(state = 'completed'), sum(state = 'failed'), sum(state = 'cancelled'), sum(attempts > 1),
           min(CASE WHEN state = 'pending' AND not_before = 0 AND suspect = 0 THEN window END) FROM page_results WHERE task_id = ?`,
      )
      .raw()
      .get(id)
    return [kept, counted]
  }
  const steps = [
    () => store.end(must(claim()), { type: 'completed', result: resultFor(1) }),
    () => store.end(must(claim()), { type: 'failed', failure }),
    () => store.end(must(claim()), { type: 'again', failure, notBefore: Date.now() + 1e6, free: false }),
    () => store.end(must(claim()), { type: 'again', failure, notBefore: 0, free: false, suspect: true }),
    () => store.end(must(claim()), { type: 'again', failure, notBefore: 0, free: false }),
    () => store.end(must(claim()), { type: 'released' }),
    () => must(claim()),
    () => store.recover(),
    () => store.act('cancel', [id]),
    () => store.retry(id, null),
    () => store.refuse(id, failure, 'refuse'),
    () => store.retry(id, [2, 3]),
  ]
  for (const step of steps) {
    step()
    const [kept, counted] = counts()
    expect(kept).toEqual(counted)
  }
})

it('a long document is opened in stretches: its first pages run before the last are there, and it ends once', () => {
  const { addJob, claim, store } = newStore()
  const id = addJob(0)
  const opening = store.openPages(
    id,
    1200,
    Array.from({ length: 1200 }, (_, n) => n + 1),
  )
  opening.next()
  expect(store.job(id)).toMatchObject({ totalPages: null })
  for (let page = 1; page <= 500; page++) store.end(must(claim()), { type: 'completed', result: resultFor(page) })
  expect(claim()).toBeNull()
  expect(store.job(id)).toMatchObject({ state: 'processing', completedPages: 500 })
  expect(store.nextUnopened()).toBe(id)
  for (const _ of opening);
  expect(store.job(id)).toMatchObject({ state: 'processing', totalPages: 1200 })
  expect(must(claim()).page).toBe(501)
})

it('a suspect that is held back stops nobody else', () => {
  const { addJob, claim, store } = newStore()
  const held = addJob(3)
  const taken = [1, 2, 3].map(() => must(claim()))
  for (const one of taken) store.end(one, { type: 'again', failure, notBefore: 0, free: true, suspect: one.page > 1 })
  store.act('pause', [held])
  expect(store.readSome(held, [1])).toEqual([1])
  const other = addJob(1)
  expect(store.hasSuspects('local')).toBe(false)
  expect([must(claim()).taskId, must(claim()).taskId].sort()).toEqual([held, other].sort())
})

it('a page that is wanted first goes before all that wait, its document before others, the latest wish first', () => {
  const { addJob, claim, store } = newStore()
  const early = addJob(2)
  const late = addJob(30)
  expect(store.readFirst(late, 20)).toBe(true)
  expect(store.readFirst(late, 25)).toBe(true)
  const next = () => {
    const { taskId, page } = must(claim())
    return [taskId, page]
  }
  expect([next(), next()]).toEqual([
    [late, 25],
    [late, 20],
  ])
  // Then all is as it was.
  expect([next(), next(), next(), next()].filter(([id]) => id === early)).toHaveLength(2)
  expect(store.readFirst(late, 25)).toBe(false)
  expect(store.readFirst(late, 99)).toBe(false)
})
