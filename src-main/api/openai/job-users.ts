/** Who waits for which job: one that was made for a request is cancelled when nobody waits for it any more. */
import { hasEnded, type JobView } from '../../../src-preload/model.ts'
import type { CorePort } from '../../app/port.ts'

export class JobUsers {
  readonly #app: CorePort
  /** Of jobs that were made for a request; those that were there before are somebody else's. */
  readonly #users = new Map<string, number>()

  constructor(app: CorePort) {
    this.#app = app
  }

  join(id: string, isNew: boolean): void {
    const users = this.#users.get(id)
    if (isNew || users !== undefined) this.#users.set(id, (users ?? 0) + 1)
  }

  /** `goesOn`: what is not done is left as it is. */
  async leave(jobs: readonly JobView[], goesOn: boolean): Promise<void> {
    const left: string[] = []
    for (const { id } of jobs) {
      const users = this.#users.get(id)
      if (users === undefined) continue
      if (users > 1) this.#users.set(id, users - 1)
      else {
        this.#users.delete(id)
        const job = this.#app.service.task(id)
        if (job && !hasEnded(job.state)) left.push(id)
      }
    }
    if (left.length > 0 && !goesOn) await this.#app.handlers['jobs.cancel']({ jobIds: left })
  }
}
