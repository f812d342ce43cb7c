/**
 * Keeps the machine from idle sleep while pages are read, and tells the core of battery and heat. A lid that is closed still
 * sleeps, and harms no job.
 */
import { powerMonitor, powerSaveBlocker } from 'electron'
import type { CorePort } from '../app/port.ts'

export function setUpPower(core: CorePort): void {
  let blocker: number | null = null
  const update = () => {
    const wanted = core.settings.desktop.keepAwake && core.isBusy()
    if (wanted && blocker === null) blocker = powerSaveBlocker.start('prevent-app-suspension')
    else if (!wanted && blocker !== null) {
      powerSaveBlocker.stop(blocker)
      blocker = null
    }
  }
  core.onEvent((event: { type: string }) => {
    if (event.type === 'job' || event.type === 'removed') update()
  })
  core.onSettings(update)
  update()
  const tell = () =>
    core.setPower({ onBattery: powerMonitor.isOnBatteryPower(), thermal: powerMonitor.getCurrentThermalState() })
  powerMonitor.on('on-battery', tell)
  powerMonitor.on('on-ac', tell)
  // macOS only; elsewhere the state stays `unknown`.
  powerMonitor.on('thermal-state-change', tell)
  tell()
}
