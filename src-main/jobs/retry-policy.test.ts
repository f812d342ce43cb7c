import { expect, it } from 'vitest'
import { settingsSchema } from '../../src-preload/settings.ts'
import { InkleafError } from '../errors.ts'
import type { Claim } from '../history/store.ts'
import { backoffMs, outcomeOf } from './retry-policy.ts'

const { retries } = settingsSchema.parse({})
const claim: Claim = { taskId: 't', page: 1, attemptId: 1, attempts: 1, deaths: 0, suspect: false, lowerDpi: null }
const calm = { engineDied: false, alone: false, outOfMemory: false, dpi: 200 }
const decide = (error: InkleafError, more: Partial<Claim> = {}, circumstances: Partial<typeof calm> = {}) =>
  outcomeOf(error, { ...claim, ...more }, { ...calm, ...circumstances }, retries, 0, () => 1)

const transient = new InkleafError('x', 'transient', '')
const gone = new InkleafError('engine_gone', 'transient', '', { scope: 'engine' })

it.each([
  ['input is never tried again', new InkleafError('x', 'input', ''), {}, {}, { type: 'failed' }],
  ['transient waits and is tried again', transient, {}, {}, { type: 'again', notBefore: 1000, free: false }],
  ['transient ends at the last try', transient, { attempts: 5 }, {}, { type: 'failed' }],
  ['a defect gets one more try', new InkleafError('x', 'defect', ''), { attempts: 1 }, {}, { type: 'again' }],
  ['a defect twice has failed', new InkleafError('x', 'defect', ''), { attempts: 2 }, {}, { type: 'failed' }],
  ['resource is tried at a lower DPI', new InkleafError('x', 'resource', ''), {}, {}, { type: 'again', lowerDpi: 120 }],
  [
    'resource at a lower DPI has failed',
    new InkleafError('x', 'resource', ''),
    { lowerDpi: 120 },
    {},
    { type: 'failed' },
  ],
  [
    'an engine that is down costs nothing',
    new InkleafError('x', 'defect', '', { scope: 'engine' }),
    { attempts: 5 },
    {},
    { type: 'again', free: true },
  ],
  [
    'a death beside others makes a suspect',
    gone,
    {},
    { engineDied: true },
    { type: 'again', free: true, suspect: true },
  ],
  [
    'a death alone is counted',
    gone,
    { suspect: true },
    { engineDied: true, alone: true },
    { type: 'again', suspect: true, death: true },
  ],
  [
    'a second death alone is the page’s fault',
    gone,
    { deaths: 1 },
    { engineDied: true, alone: true },
    { type: 'failed', failure: { code: 'engine_crashed' } },
  ],
  [
    'a death for want of memory is tried smaller',
    gone,
    {},
    { engineDied: true, alone: true, outOfMemory: true },
    { type: 'again', lowerDpi: 120 },
  ],
] as const)('%s', (_, error, more, circumstances, wanted) => {
  expect(decide(error, more, circumstances)).toMatchObject(wanted)
})

it('waits double with each try, half of it by chance, up to the limit', () => {
  expect([1, 2, 3, 9].map((attempts) => backoffMs(attempts, retries, () => 0))).toEqual([500, 1000, 2000, 30_000])
  expect([1, 2, 3, 9].map((attempts) => backoffMs(attempts, retries, () => 1))).toEqual([1000, 2000, 4000, 60_000])
})
