/** What a window hears: a snapshot, then every event since, in batches, so that a busy queue doesn't drown it. */
import type { CoreEvent, FeedMessage, Snapshot } from '../../src-preload/contract.ts'

/** No more than 20 messages a second to a window. */
const BATCH_MS = 50

export class EventFeed {
  readonly #snapshot: () => Snapshot
  readonly #readers = new Set<Reader>()

  constructor(snapshot: () => Snapshot) {
    this.#snapshot = snapshot
  }

  /** The snapshot is taken and listening begun in one go, so that nothing falls between. Returns how to end it. */
  subscribe(send: (message: FeedMessage) => void): () => void {
    const reader = new Reader(send)
    this.#readers.add(reader)
    send({ type: 'snapshot', snapshot: this.#snapshot() })
    return () => {
      this.#readers.delete(reader)
      reader.close()
    }
  }

  tell(event: CoreEvent): void {
    for (const reader of this.#readers) reader.add(event)
  }
}

class Reader {
  readonly #send: (message: FeedMessage) => void
  #waiting: CoreEvent[] = []
  #timer: NodeJS.Timeout | null = null
  #lastSent = 0

  constructor(send: (message: FeedMessage) => void) {
    this.#send = send
  }

  /** The first event after a pause goes at once. */
  add(event: CoreEvent): void {
    this.#waiting.push(event)
    this.#timer ??= setTimeout(() => this.#flush(), Math.max(0, this.#lastSent + BATCH_MS - performance.now()))
  }

  #flush(): void {
    this.#timer = null
    this.#lastSent = performance.now()
    const events = merged(this.#waiting)
    this.#waiting = []
    this.#send({ type: 'events', events })
  }

  close(): void {
    if (this.#timer) clearTimeout(this.#timer)
  }
}

/** Only the newest view of a job counts, and pieces of one try's text are one. */
export function merged(events: readonly CoreEvent[]): CoreEvent[] {
  const jobs = new Map<string, number>()
  const kept: CoreEvent[] = []
  for (const event of events) {
    const last = kept.at(-1)
    if (event.type === 'job') {
      const at = jobs.get(event.job.id)
      if (at === undefined) jobs.set(event.job.id, kept.push(event) - 1)
      else kept[at] = event
    } else if (event.type === 'delta' && last?.type === 'delta' && last.attemptId === event.attemptId)
      kept[kept.length - 1] = { ...event, text: last.text + event.text }
    else {
      if (event.type === 'removed') for (const id of event.jobIds) jobs.delete(id)
      kept.push(event)
    }
  }
  return kept
}
