/** What was done in this window and can be undone, step by step, and done again. */
import i18n from 'i18next'
import { attempt, say } from '../ui/toasts.tsx'
import { useCommand } from './commands.ts'

export interface Step {
  /** What it did, as the window's words have it. */
  label: () => string
  undo: () => Promise<unknown>
  redo: () => Promise<unknown>
}

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

function go(from: Step[], to: Step[], way: 'undo' | 'redo'): void {
  last = last.then(async () => {
    const step = from.pop()
    if (!step) return say(i18n.t(way === 'undo' ? 'app.nothingToUndo' : 'app.nothingToRedo'))
    // What can't be undone any more would be in the way of what can.
    const gone = await attempt(step[way]().then(() => true))
    if (gone === undefined) return
    to.push(step)
    say(i18n.t(way === 'undo' ? 'app.undone' : 'app.redone', { what: step.label() }))
  })
}

export function useUndo(): void {
  useCommand('undo', undo)
  useCommand('redo', redo)
}
