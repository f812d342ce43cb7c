/**
 * The one port of the core. The four ways in (windows on the desktop and in a browser, the local API, commands here and
 * over the control socket) know this and nothing behind it.
 */
import type { Additions, ApiView, CommandInput, CoreEvent, EngineView, Handlers } from '../../src-preload/contract.ts'
import type { Settings } from '../../src-preload/settings.ts'
import type { PreviewSize } from '../documents/previews.ts'
import type { AsyncReader } from '../history/async-reader.ts'
import type { Source } from '../history/store.ts'
import type { AttemptEnd } from '../jobs/queue.ts'
import type { Power } from '../monitor/governor.ts'
import type { Exporter } from './exporter.ts'
import type { EventFeed } from './feed.ts'
import type { Service } from './service.ts'

export interface CorePort {
  readonly version: string
  /** Where a damaged history was put aside to, if one was. */
  readonly putAside: string | null
  readonly settings: Settings
  /** Calls back when the settings have changed. Returns how to end that. */
  onSettings(listener: () => void): () => void

  /** The contract's commands. */
  readonly handlers: Handlers
  /** What the local API asks besides. */
  readonly service: Service
  /** Files that will be gone soon: copies are kept. */
  addUpload(input: CommandInput<'jobs.add'>): Promise<Additions>

  /** A window's snapshot, and every event since. */
  readonly feed: EventFeed
  /** Each event as it happens. Returns how to end that. */
  onEvent(listener: (event: CoreEvent) => void): () => void
  /** How each attempt at a page ended. Returns how to end that. */
  onAttempt(listener: (attempt: AttemptEnd) => void): () => void
  /** Whether something is still to be done by itself. */
  isBusy(): boolean
  /** How the machine is powered, and how hot it is. */
  setPower(power: Power): void
  /** Commands that are connected over the control socket. */
  commandClients(): number
  engines(): EngineView[]

  /** What was read before. */
  readonly history: AsyncReader
  readonly exporter: Pick<Exporter, 'export' | 'hasMore' | 'files' | 'hasTables'>
  /** A page's picture as WebP. Throws an InkleafError where there is none. */
  pagePicture(jobId: string, page: number, size: PreviewSize): Promise<Uint8Array>
  /** Where a job's document is; null where there is no such job. */
  source(jobId: string): Source | null

  /** Tells the windows where the local API is. */
  showApi(view: ApiView): void
  /** What is to be ended before the core is. */
  onClose(close: () => Promise<void>): void
  close(): Promise<void>
}
