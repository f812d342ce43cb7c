/** The ways in which files are added, as a menu. */
import type { TFunction } from 'i18next'
import { bridge } from '../bridge.ts'
import { showDialog } from '../store.ts'
import type { Action } from '../ui/action-menu.tsx'
import { keys } from '../ui/format.ts'
import { attempt, say } from '../ui/toasts.tsx'
import { addFiles, chooseFiles, chooseFolder } from './add-files.ts'

export function addActions(t: TFunction): Action[] {
  const { desktop } = bridge
  const choose = { id: 'files', label: t('app.addFiles'), keys: keys('Mod+O'), run: () => void chooseFiles() }
  const withOptions = { id: 'with', label: `${t('addWith.title')}…`, run: () => showDialog('add') }
  if (!desktop)
    return [
      choose,
      withOptions,
      { id: 'folder', label: t('app.addFolder'), run: chooseFolder },
      { id: 'clipboard', label: t('app.readClipboard'), run: () => void attempt(readClipboard(t)) },
    ]
  return [
    choose,
    withOptions,
    { id: 'screen', label: t('app.captureScreen'), run: () => void attempt(desktop.act('captureScreen')) },
    { id: 'clipboard', label: t('app.readClipboard'), run: () => void attempt(desktop.act('readClipboard')) },
  ]
}

async function readClipboard(t: TFunction): Promise<void> {
  for (const item of await navigator.clipboard.read()) {
    const type = item.types.find((one) => one.startsWith('image/'))
    if (!type) continue
    const time = new Date().toISOString().slice(0, 19).replace('T', ' ').replaceAll(':', '.')
    const name = `Clipboard ${time}.${type.slice('image/'.length)}`
    await addFiles([new File([await item.getType(type)], name, { type })])
    return
  }
  say(t('app.nothingCopied'))
}
