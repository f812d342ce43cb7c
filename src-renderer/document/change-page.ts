/** Puts pages of a document right, in a way that can be undone. */
import i18n from 'i18next'
import type { CommandInput } from '../../src-preload/contract.ts'
import { settledDoubts } from '../../src-preload/doubts.ts'
import type { PageView } from '../../src-preload/model.ts'
import { bridge } from '../bridge.ts'
import { doStep } from '../shell/undo.ts'
import { useWindow } from '../store.ts'
import { changeView, useDocument } from './data.ts'

export type BlockEdit = CommandInput<'pages.edit'>['edits'][number]

export interface PageChange {
  view: PageView
  edits: BlockEdit[]
  /** Words in doubt that it settles. */
  checked?: string[]
}

/** Changes pages, and remembers how to undo it. False where it was refused, with a word why. */
export function changePages(jobId: string, changes: readonly PageChange[], label: string): Promise<boolean> {
  // The pages themselves are let go: a step that is kept is small.
  const steps = changes.map(({ view, edits, checked = [] }) => ({
    page: view.page,
    first: edits.map((edit) => ({ since: editedAt(view, edit.blockId), ...edit })),
    again: edits.map(({ since: _since, ...edit }) => edit),
    before: edits.map(({ blockId }) => asItWas(view, blockId)),
    given: checked,
    checked: newlyChecked(view, edits, checked),
  }))
  const back = async (some: typeof steps) => {
    for (const { page, before, checked: words } of some) {
      if (words.length > 0) await bridge.call('pages.check', { jobId, page, words, checked: false })
      const now = await bridge.call('pages.edit', { jobId, page, edits: before })
      show(jobId, page, now, (all) => all.filter((word) => !words.includes(word)))
    }
  }
  const forth = async (isFirst: boolean) => {
    for (const [at, { page, first, again, given, checked }] of steps.entries())
      try {
        // What another window did meanwhile is not written over.
        const edits = isFirst ? first : again
        const now = await bridge.call('pages.edit', { jobId, page, edits, checked: given })
        show(jobId, page, now, (words) => [...new Set([...words, ...checked])])
      } catch (caught) {
        // All or nothing: what was done of it is taken back.
        await back(steps.slice(0, at))
        throw caught
      }
  }
  const step = { label: () => named(jobId, label), undo: () => back(steps), redo: () => forth(false) }
  return doStep(step, () => forth(true))
}

function show(jobId: string, page: number, edits: PageView['edits'], checked: (words: string[]) => string[]): void {
  const { jobId: open, pages } = useDocument.getState()
  if (open === jobId) changeView(page, { edits, checked: checked(pages.get(page)?.checked ?? []) })
}

/** A change to a document that is not open says which one it is. */
function named(jobId: string, label: string): string {
  const { open, jobs } = useWindow.getState()
  const name = jobs.get(jobId)?.name
  return name === undefined || open?.jobId === jobId ? label : i18n.t('app.stepIn', { what: label, name })
}

function asItWas({ edits }: PageView, blockId: string): BlockEdit {
  const before = edits.find((edit) => edit.blockId === blockId)
  if (!before) return { blockId, text: null }
  const { editedAt: _time, ...rest } = before
  return rest
}

function editedAt({ edits }: PageView, blockId: string): string | null {
  return edits.find((edit) => edit.blockId === blockId)?.editedAt ?? null
}

/** Words in doubt that the change settles, and that were not before. */
function newlyChecked(view: PageView, edits: readonly BlockEdit[], checked: readonly string[]): string[] {
  const changed = new Set(edits.map(({ blockId }) => blockId))
  const after = {
    ...view,
    edits: [
      ...view.edits.filter(({ blockId }) => !changed.has(blockId)),
      ...edits.flatMap(({ blockId, text }) => (text === null ? [] : [{ blockId, text, editedAt: '' }])),
    ],
  }
  const before = new Set(view.checked)
  return [...new Set([...settledDoubts(after), ...checked])].filter((word) => !before.has(word))
}
