/**
 * Clients by their `client_id`: what each has subscribed to, and the messages that it may have missed.
 *
 * A client has a ring of the last messages and a place in it. Being slow and being away are the same thing: the place
 * stays behind, and goes on when the client reads again. Once the ring has overtaken it, a `resync` says so. What was
 * sent counts as had only when a later ping was answered, so after a cut line some messages may come twice; their
 * `sequence` tells.
 */
import type { WebSocket } from 'ws'
import type { Subscriptions } from './kept-subscriptions.ts'

export const MAX_KEPT = 2000
/** More than this waits in the system for a slow reader: no more is sent for now. */
const MAX_BUFFERED_BYTES = 1 << 20
const EXPIRY_MS = 5 * 60_000
export const MAX_SESSIONS = 1000

export class Sessions {
  readonly #byClient = new Map<string, Session>()
  readonly #byTask = new Map<string, Set<Session>>()
  /** Of clients that have not come back since the last run. */
  readonly #before: Map<string, string[]>
  readonly #isThere: (taskId: string) => boolean

  /** `before` are the subscriptions when the last run ended. */
  constructor(before: Subscriptions = {}, isThere: (taskId: string) => boolean = () => true) {
    this.#before = new Map(Object.entries(before).slice(-MAX_SESSIONS))
    this.#isThere = isThere
  }

  /** The client's session, from before or new; null where there are too many. */
  open(clientId: string, isNamed = true): Session | null {
    const known = this.#byClient.get(clientId)
    if (known) return known
    if (this.#byClient.size >= MAX_SESSIONS && !this.#makeRoom()) return null
    const before = this.#before.get(clientId)
    this.#before.delete(clientId)
    const session = new Session(clientId, () => this.#forget(session), { isNamed, hasMissed: before !== undefined })
    this.#byClient.set(clientId, session)
    for (const taskId of before ?? []) if (this.#isThere(taskId)) this.subscribe(session, taskId)
    return session
  }

  /** For the next run, of those that can come back to them. One that stays away for a whole run begins anew. */
  subscriptions(): Subscriptions {
    const kept = [...this.#byClient.values()].filter(({ isNamed, tasks }) => isNamed && tasks.size > 0)
    return Object.fromEntries(kept.map(({ clientId, tasks }) => [clientId, [...tasks]]))
  }

  /** Whoever has been away for longest has to begin anew. */
  #makeRoom(): boolean {
    const away = [...this.#byClient.values()].filter((session) => session.awaySince !== null)
    const [oldest] = away.sort((one, other) => (one.awaySince ?? 0) - (other.awaySince ?? 0))
    if (!oldest) return false
    oldest.end()
    this.#forget(oldest)
    return true
  }

  /** The task is gone. */
  forgetTask(taskId: string): void {
    for (const session of this.#byTask.get(taskId) ?? []) session.tasks.delete(taskId)
    this.#byTask.delete(taskId)
  }

  subscribe(session: Session, taskId: string): void {
    session.tasks.add(taskId)
    const readers = this.#byTask.get(taskId) ?? new Set()
    readers.add(session)
    this.#byTask.set(taskId, readers)
  }

  unsubscribe(session: Session, taskId: string): void {
    session.tasks.delete(taskId)
    const readers = this.#byTask.get(taskId)
    readers?.delete(session)
    if (readers?.size === 0) this.#byTask.delete(taskId)
  }

  /** To everyone who has subscribed to the task. */
  publish(taskId: string, text: string): void {
    for (const session of this.#byTask.get(taskId) ?? []) session.add(text)
  }

  publishToAll(text: string): void {
    for (const session of this.#byClient.values()) session.add(text)
  }

  forgetAll(): void {
    for (const session of this.#byClient.values()) session.end()
    this.#byClient.clear()
    this.#byTask.clear()
  }

  #forget(session: Session): void {
    for (const taskId of session.tasks) this.unsubscribe(session, taskId)
    this.#byClient.delete(session.clientId)
  }
}

export class Session {
  readonly clientId: string
  readonly isNamed: boolean
  readonly tasks = new Set<string>()
  /** Milliseconds, on performance's clock; null while it is connected. */
  awaySince: number | null = null
  readonly #onExpired: () => void
  #expiry: NodeJS.Timeout | null = null
  #socket: WebSocket | null = null
  /** Messages `#first`, `#first + 1`, ... */
  #ring: string[] = []
  #first = 0
  /** The next one to send, and the first one that may not have arrived. */
  #next = 0
  #unsure = 0
  /** What had been sent when the ping that is on its way was sent. */
  #pinged: number | null = null

  /** `isNamed`: by its client, which can come back. `hasMissed`: what was sent in the last run is gone. */
  constructor(clientId: string, onExpired: () => void, { isNamed = true, hasMissed = false } = {}) {
    this.clientId = clientId
    this.isNamed = isNamed
    this.#onExpired = onExpired
    if (hasMissed) this.#first = 1
  }

  /** Goes on with what the client may have missed. An older connection of the same client is closed. */
  attach(socket: WebSocket): void {
    this.#socket?.close(4000, 'replaced by a newer connection')
    if (this.#expiry) clearTimeout(this.#expiry)
    this.#socket = socket
    this.awaySince = null
    this.#pinged = null
    this.#next = this.#unsure
    socket.on('pong', (data) => this.#heard(socket, Number(data.toString())))
    this.#flush()
  }

  detach(socket: WebSocket): void {
    if (this.#socket !== socket) return
    this.#socket = null
    this.awaySince = performance.now()
    // Who subscribed to nothing has nothing to come back to.
    if (this.tasks.size === 0) this.#onExpired()
    else this.#expiry = setTimeout(this.#onExpired, EXPIRY_MS).unref()
  }

  end(): void {
    if (this.#expiry) clearTimeout(this.#expiry)
    this.#socket = null
  }

  add(text: string): void {
    this.#ring.push(text)
    if (this.#ring.length > MAX_KEPT) {
      // Half at a time: shifting one by one would copy the ring for each message.
      const dropped = this.#ring.length - MAX_KEPT / 2
      this.#ring = this.#ring.slice(dropped)
      this.#first += dropped
    }
    this.#flush()
  }

  #flush(): void {
    const socket = this.#socket
    if (socket?.readyState !== 1) return
    if (this.#next < this.#first) {
      this.#next = this.#first
      this.#send(socket, resync([...this.tasks]))
    }
    while (this.#next < this.#first + this.#ring.length) {
      if (socket.bufferedAmount > MAX_BUFFERED_BYTES) return
      this.#send(socket, this.#ring[this.#next - this.#first] ?? '')
      this.#next++
    }
    this.#ping(socket)
  }

  #send(socket: WebSocket, text: string): void {
    socket.send(text, () => {
      if (this.#next < this.#first + this.#ring.length) this.#flush()
    })
  }

  #ping(socket: WebSocket): void {
    if (this.#pinged !== null || this.#unsure === this.#next) return
    this.#pinged = this.#next
    socket.ping(String(this.#next))
  }

  #heard(socket: WebSocket, pinged: number): void {
    if (this.#socket !== socket || this.#pinged === null || this.#pinged !== pinged) return
    this.#unsure = this.#pinged
    this.#pinged = null
    this.#ping(socket)
  }
}

function resync(taskIds: string[]): string {
  return JSON.stringify({
    type: 'resync',
    timestamp: new Date().toISOString(),
    message: 'Messages were lost: ask for the status of your tasks.',
    data: { task_ids: taskIds },
  })
}
