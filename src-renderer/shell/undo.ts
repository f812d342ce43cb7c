/** What was done in this window and can be undone, step by step, and done again. */
import i18n from 'i18next'
import { CoreError } from '../core-error.ts'
import { attempt, say } from '../ui/toasts.tsx'
import { useCommand } from './commands.ts'

export interface Step {
  /** What it did, as the window's words have it. */
  label: () => string
  undo: () => Promise<unknown>
  redo: () => Promise<unknown>
}

type Way = 'undo' | 'redo'

/** It can be tried again when the core is back. */
const AWAY: ReadonlySet<string> = new Set(['unreachable', 'locked'])
/** Steps that are kept. */
const MOST = 200

const done: Step[] = []
const undone: Step[] = []
/** Steps go one after the other, in the order in which the keys were pressed. */
let last: Promise<unknown> = Promise.resolve()

/** Does something that can be undone: in its turn, so that an undo pressed meanwhile is of this. False where it failed. */
export function doStep(step: Step, work: () => Promise<unknown>): Promise<boolean> {
  const turn = last.then(async () => {
    const did = await attempt(work().then(() => true))
    if (!did) return false
    done.push(step)
    if (done.length > MOST) done.shift()
    undone.length = 0
    return true
  })
  last = turn
  return turn
}

export function undo(): void {
  go(done, undone, 'undo')
}

export function redo(): void {
  go(undone, done, 'redo')
}

/** Undoes just this step, unless that was done already. */
export function undoStep(step: Step): void {
  last = last.then(() => {
    const at = done.indexOf(step)
    if (at >= 0) return take(done.splice(at, 1)[0] as Step, done, undone, 'undo')
    return undefined
  })
}

function go(from: Step[], to: Step[], way: Way): void {
  last = last.then(() => {
    const step = from.pop()
    if (step) return take(step, from, to, way)
    say(i18n.t(way === 'undo' ? 'app.nothingToUndo' : 'app.nothingToRedo'))
    return undefined
  })
}

async function take(step: Step, from: Step[], to: Step[], way: Way): Promise<void> {
  const failed: { code?: string } = {}
  const work = step[way]().then(
    () => true,
    (caught) => {
      if (caught instanceof CoreError) failed.code = caught.code
      throw caught
    },
  )
  if (await attempt(work)) {
    to.push(step)
    say(i18n.t(way === 'undo' ? 'app.undone' : 'app.redone', { what: step.label() }))
  }
  // What can't be undone any more would be in the way of what can.
  else if (AWAY.has(failed.code ?? '')) from.push(step)
}

export function useUndo(): void {
  useCommand('undo', undo)
  useCommand('redo', redo)
}
