/** A copy on a disk image or among the downloads offers once to move itself to where apps live. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { app, dialog } from 'electron'
import type { Runtime } from '../app/runtime.ts'
import { coerceError } from '../errors.ts'
import { isMac } from './platform.ts'

/** True where the app is on its way there and starts again from there. */
export async function offerToMove({ dataFolder }: Runtime): Promise<boolean> {
  if (!isMac() || !app.isPackaged || app.isInApplicationsFolder()) return false
  const asked = join(dataFolder, 'asked-to-move')
  if (existsSync(asked)) return false
  const chinese = app.getLocale().toLowerCase().startsWith('zh')
  const { response } = await dialog.showMessageBox({
    type: 'question',
    message: chinese ? '将 Inkleaf 移到“应用程序”文件夹？' : 'Move Inkleaf to the Applications folder?',
    detail: chinese
      ? '移过去之后，更新、inkleaf 命令和“打开方式”才能正常使用。'
      : 'Updates, the inkleaf command and Open With need it to stay in one place.',
    buttons: chinese ? ['移到“应用程序”', '暂不移动'] : ['Move to Applications', 'Not Now'],
    defaultId: 0,
    cancelId: 1,
  })
  if (response === 0) {
    try {
      if (app.moveToApplicationsFolder()) return true
    } catch (caught) {
      // Asked again the next time: it may be put right by then.
      const detail = coerceError(caught).message
      await dialog.showMessageBox({ type: 'warning', message: chinese ? '未能移动' : 'It could not be moved', detail })
      return false
    }
  }
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
  writeFileSync(asked, '')
  return false
}
