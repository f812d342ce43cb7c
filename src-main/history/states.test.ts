import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { hasEnded, jobStates } from '../../src-preload/model.ts'
import { jobActions, settledState, statesFor } from './states.ts'

describe('the state machine of a job', () => {
  it.each([
    ['pause', ['pending', 'processing']],
    ['resume', ['paused']],
    ['cancel', ['pending', 'processing', 'paused', 'waiting_for_password']],
    ['retry', ['pending', 'processing', 'paused', 'partial', 'failed', 'cancelled']],
    ['givePassword', ['waiting_for_password']],
    ['settle', ['pending', 'processing', 'paused']],
  ] as const)('%s works in %j only', (action, states) => {
    expect(statesFor(action)).toEqual(states)
  })

  it('an ended job moves by retry only, a completed one not at all', () => {
    for (const state of jobStates.filter(hasEnded))
      expect(Object.keys(jobActions[state])).toEqual(state === 'completed' ? [] : ['retry'])
  })

  it('nothing but transitions.ts writes a state', () => {
    const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
    const sources = files.filter((name) => name.endsWith('.ts') && !/test|migrations/.test(name))
    expect(sources).toContain('transitions.ts')
    const writers = sources.filter((name) =>
      /SET (?:(?!WHERE)[^`'])*\bstate = /.test(readFileSync(join(import.meta.dirname, name), 'utf8')),
    )
    expect(writers).toEqual(['transitions.ts'])
  })

  it.each([
    [{ waiting: 1, completed: 5, failed: 0, cancelled: 0 }, null],
    [{ waiting: 0, completed: 5, failed: 0, cancelled: 0 }, 'completed'],
    [{ waiting: 0, completed: 4, failed: 1, cancelled: 0 }, 'partial'],
    [{ waiting: 0, completed: 0, failed: 2, cancelled: 0 }, 'failed'],
    [{ waiting: 0, completed: 2, failed: 1, cancelled: 1 }, 'cancelled'],
  ] as const)('pages %j settle as %s', (counts, state) => {
    expect(settledState(counts)).toBe(state)
  })
})
