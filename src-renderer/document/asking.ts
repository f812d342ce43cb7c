/** The question that is being answered, and the answers of the open document. */
import { create } from 'zustand'
import type { CommandInput } from '../../src-preload/contract.ts'
import type { PageAnswer } from '../../src-preload/model.ts'
import { bridge } from '../bridge.ts'
import { CoreError } from '../core-error.ts'
import { attempt } from '../ui/toasts.tsx'

interface Asking {
  running: { id: string; engine: string; text: string } | null
  /** The latest first. */
  answers: readonly PageAnswer[]
}

export const useAsking = create<Asking>(() => ({ running: null, answers: [] }))

const { setState, getState } = useAsking

/** Whether it was answered; where it wasn't, the window has said why. */
export async function ask(asked: Omit<CommandInput<'pages.ask'>, 'id'>): Promise<boolean> {
  const id = crypto.getRandomValues(new Uint32Array(4)).join('-')
  setState({ running: { id, engine: asked.engine, text: '' } })
  const answering = bridge.call('pages.ask', { ...asked, id }).catch((caught: unknown) => {
    // Whoever stopped it knows.
    if (caught instanceof CoreError && caught.code === 'question_stopped') return null
    throw caught
  })
  const answer = await attempt(answering)
  setState({ running: null })
  if (answer) answered([answer, ...getState().answers])
  return Boolean(answer)
}

export function stopAsking(id: string): void {
  void attempt(bridge.call('pages.stopAsking', { id }))
}

export function answered(answers: readonly PageAnswer[]): void {
  setState({ answers })
}

export function takeAnswerDelta(id: string, text: string): void {
  const { running } = getState()
  if (running?.id === id) setState({ running: { ...running, text: running.text + text } })
}
