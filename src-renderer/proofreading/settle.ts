/** What is said of a word in doubt: it is right, or it is another. One after the other, however fast the keys come. */
import i18n from 'i18next'
import { withNewText } from '../../src-preload/block-edits.ts'
import { doubtfulWords } from '../../src-preload/doubts.ts'
import { currentText } from '../../src-preload/edits.ts'
import { changePages } from '../document/change-page.ts'
import { pageNow, useDocument } from '../document/data.ts'
import { settling, wordKey } from './walk.ts'

let last: Promise<unknown> = Promise.resolve()

/** `text` is what the word is; undefined: what was read. */
export function settle(jobId: string, page: number, wordId: string, text: string | undefined): void {
  const key = wordKey(page, wordId)
  settling.add(key)
  last = last.then(() => change(jobId, page, wordId, text)).finally(() => settling.delete(key))
}

async function change(jobId: string, page: number, wordId: string, text: string | undefined): Promise<void> {
  // The words of a document that was left in the meantime stay as they are.
  if (useDocument.getState().jobId !== jobId) return
  const view = await pageNow(page)
  const word = view && doubtfulWords(view).find(({ id }) => id === wordId)
  if (!view || !word) return
  if (text === undefined || text === word.text) {
    await changePages(jobId, [{ view, edits: [], checked: [wordId] }], i18n.t('proof.stepChecked', { word: word.text }))
    return
  }
  const now = currentText(view, word.block)
  const changed = `${now.slice(0, word.start)}${text}${now.slice(word.end)}`
  const edits = [withNewText(view, word.block, changed)]
  await changePages(jobId, [{ view, edits, checked: [wordId] }], i18n.t('proof.stepCorrected', { word: text }))
}
