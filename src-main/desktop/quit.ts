/** Quitting: asks where work is in hand, then ends everything in order. What is not done goes on at the next start. */
import { app, dialog, globalShortcut } from 'electron'
import type { CorePort } from '../app/port.ts'
import { logged } from '../log.ts'
import { isChinese } from './platform.ts'
import type { MainWindow } from './window.ts'

export function setUpQuit(core: CorePort, window: MainWindow): void {
  let state: 'running' | 'asking' | 'closing' | 'closed' = 'running'
  app.on('before-quit', (event) => {
    if (state === 'closed') return
    event.preventDefault()
    if (state === 'running') void end()
  })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void close())

  async function end(): Promise<void> {
    state = 'asking'
    if (core.isBusy() && !(await confirmed())) {
      state = 'running'
      return
    }
    await close()
  }

  async function close(): Promise<void> {
    if (state === 'closing' || state === 'closed') return
    state = 'closing'
    globalShortcut.unregisterAll()
    await core.close().catch(logged('the core did not end as it should'))
    state = 'closed'
    app.quit()
  }

  async function confirmed(): Promise<boolean> {
    window.show()
    const chinese = isChinese(core.settings)
    const options: Electron.MessageBoxOptions = {
      type: 'question',
      message: chinese ? '仍在识别，要退出吗？' : 'Quit while pages are being read?',
      detail: chinese ? '未完成的工作会在下次启动时继续。' : 'What is not done goes on at the next start.',
      buttons: chinese ? ['退出', '继续识别'] : ['Quit', 'Keep Reading'],
      defaultId: 1,
      cancelId: 1,
    }
    const parent = window.current()
    const { response } = await (parent ? dialog.showMessageBox(parent, options) : dialog.showMessageBox(options))
    return response === 0
  }
}
