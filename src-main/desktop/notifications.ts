/** Tells of jobs that end while the window is not looked at. Those that end close together are one notification. */
import { Notification } from 'electron'
import type { CoreEvent } from '../../src-preload/contract.ts'
import { hasEnded, type JobView } from '../../src-preload/model.ts'
import type { CorePort } from '../app/port.ts'
import { isChinese } from './platform.ts'
import { updateWording } from './updates.ts'
import type { MainWindow } from './window.ts'

const TOGETHER_MS = 1500

export function setUpNotifications(core: CorePort, window: MainWindow): void {
  const running = new Set<string>()
  let ended: JobView[] = []
  core.onEvent((event: CoreEvent) => {
    if (event.type !== 'job') return
    const { job } = event
    if (!hasEnded(job.state)) {
      running.add(job.id)
      return
    }
    // A favourite's star is an event too: only what was at work has ended.
    if (!running.delete(job.id) || job.state === 'cancelled') return
    if (ended.length === 0) setTimeout(tell, TOGETHER_MS)
    ended.push(job)
  })
  const tell = () => {
    const jobs = ended
    ended = []
    if (!core.settings.desktop.notifications || window.isFocused()) return
    const notification = new Notification(wording(jobs, isChinese(core.settings)))
    notification.on('click', () => {
      window.show()
      const [first] = jobs
      if (first) window.send({ type: 'open', jobId: first.id, page: null })
    })
    notification.show()
  }
}

/** A new version is there; it is put in place when the app ends. */
export function tellOfUpdate(core: CorePort, window: MainWindow, version: string): void {
  if (!core.settings.desktop.notifications) return
  const { message, detail = '' } = updateWording('ready', version, isChinese(core.settings))
  const notification = new Notification({ title: message, body: detail })
  notification.on('click', () => window.show())
  notification.show()
}

export function wording(jobs: readonly JobView[], chinese: boolean): { title: string; body: string } {
  const failed = jobs.filter(({ state }) => state !== 'completed').length
  const [only] = jobs
  const body =
    jobs.length === 1 && only
      ? only.name
      : chinese
        ? `${jobs.length} 个文件已结束`
        : `${jobs.length} ${jobs.length === 1 ? 'file has' : 'files have'} ended`
  if (failed === 0) return { title: chinese ? '识别完成' : 'Reading is done', body }
  return {
    title: chinese ? '识别结束，但有失败' : 'Reading ended with failures',
    body: failed === jobs.length ? body : `${body} (${failed} ${chinese ? '个失败' : 'failed'})`,
  }
}
