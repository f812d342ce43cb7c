/** The question that is being answered, and the answers of the document whose sheet is open. */
import i18n from 'i18next'
import { create } from 'zustand'
import type { CommandInput } from '../../src-preload/contract.ts'
import type { PageAnswer } from '../../src-preload/model.ts'
import { bridge } from '../bridge.ts'
import { CoreError } from '../core-error.ts'
import { doStep, undoStep } from '../shell/undo.ts'
import { attempt, say } from '../ui/toasts.tsx'

interface Asking {
  running: { id: string; jobId: string; page: number; engine: string; text: string } | null
  /** The document whose sheet is open. */
  jobId: string | null
  /** Its answers, the latest first. */
  answers: readonly PageAnswer[]
  /** What was typed and not asked yet, by document. */
  drafts: ReadonlyMap<string, string>
}

export const useAsking = create<Asking>(() => ({ running: null, jobId: null, answers: [], drafts: new Map() }))

const { setState, getState } = useAsking

/** Shows a document's answers from now on; null: none. */
export async function showAnswers(jobId: string | null): Promise<void> {
  setState({ jobId, answers: [] })
  if (jobId === null) return
  const all = await attempt(bridge.call('pages.answers', { jobId }))
  for (const answer of all ?? []) add(answer)
}

export function typeQuestion(jobId: string, words: string): void {
  setState({ drafts: new Map(getState().drafts).set(jobId, words) })
}

/** Whether it was answered; where it wasn't, the window has said why. */
export async function ask(asked: Omit<CommandInput<'pages.ask'>, 'id'>): Promise<boolean> {
  const id = crypto.getRandomValues(new Uint32Array(4)).join('-')
  const { jobId, page, engine } = asked
  setState({ running: { id, jobId, page, engine, text: '' } })
  const answering = bridge.call('pages.ask', { ...asked, id }).catch((caught: unknown) => {
    // Whoever stopped it knows.
    if (caught instanceof CoreError && caught.code === 'question_stopped') return null
    throw caught
  })
  const answer = await attempt(answering)
  setState({ running: null })
  if (!answer) return false
  if (getState().jobId === jobId) add(answer)
  else say(i18n.t('ask.ready', { n: page }))
  return true
}

export function stopAsking(id: string): void {
  void attempt(bridge.call('pages.stopAsking', { id }))
}

export function takeAnswerDelta(id: string, text: string): void {
  const { running } = getState()
  if (running?.id === id) setState({ running: { ...running, text: running.text + text } })
}

export async function removeAnswer(answer: PageAnswer): Promise<void> {
  const { id } = answer
  const label = i18n.t('ask.removed')
  const step = {
    label: () => label,
    undo: async () => {
      await bridge.call('pages.restoreAnswer', { answer })
      add(answer)
    },
    redo: async () => {
      await bridge.call('pages.removeAnswer', { id })
      setState({ answers: getState().answers.filter((one) => one.id !== id) })
    },
  }
  if (await doStep(step, step.redo)) say(label, () => undoStep(step))
}

/** Once, and where its document is shown. */
function add(answer: PageAnswer): void {
  const { jobId, answers } = getState()
  if (answer.jobId !== jobId) return
  const others = answers.filter(({ id }) => id !== answer.id)
  setState({ answers: [...others, answer].sort((one, other) => other.askedAt.localeCompare(one.askedAt)) })
}
