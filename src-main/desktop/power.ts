/** Keeps the machine from idle sleep while pages are read. A lid that is closed still sleeps, and harms no job. */
import { powerSaveBlocker } from 'electron'
import type { App } from '../app/create-app.ts'

export function setUpPower(core: App): void {
  let blocker: number | null = null
  const update = () => {
    const wanted = core.settings.desktop.keepAwake && core.queue.isBusy()
    if (wanted && blocker === null) blocker = powerSaveBlocker.start('prevent-app-suspension')
    else if (!wanted && blocker !== null) {
      powerSaveBlocker.stop(blocker)
      blocker = null
    }
  }
  core.queue.on('event', (event: { type: string }) => {
    if (event.type === 'job' || event.type === 'removed') update()
  })
  core.onSettings(update)
  update()
}
