/** The core, here in this process, or in the one that owns the data folder: the command can't tell. */
import { setTimeout as delay } from 'node:timers/promises'
import type { CommandInput, CommandName, CommandOutput, CoreEvent } from '../../src-preload/contract.ts'
import type { Settings } from '../../src-preload/settings.ts'
import { ControlClient } from '../app/control-client.ts'
import { createApp } from '../app/create-app.ts'
import type { CorePort } from '../app/port.ts'
import { run } from '../app/run-command.ts'
import { resolveRuntime } from '../app/runtime.ts'
import { InkleafError } from '../errors.ts'

export interface Core {
  call<N extends CommandName>(command: N, input: CommandInput<N>): Promise<CommandOutput<N>>
  onEvent(listener: (event: CoreEvent) => void): void
  /** Called when the owner is another process and ends. */
  onGone(listener: () => void): void
  readonly owned: CorePort | null
  close(): Promise<void>
}

const ATTEMPTS = 50

/** Becomes the owner of the data folder or connects to it. An owner that is just starting or ending is waited for. */
export async function openCore(settings: Partial<Settings> = {}): Promise<Core> {
  const runtime = resolveRuntime()
  for (let attempt = 1; ; attempt++) {
    const app = await createApp({ runtime, scope: 'added', settings })
    if (app) return ownCore(app)
    try {
      return remoteCore(await ControlClient.connect(runtime.controlSocket))
    } catch (caught) {
      if (attempt >= ATTEMPTS) throw busy(caught)
      await delay(100)
    }
  }
}

/** What the work gives; the core is closed whatever happens. */
export async function withCore<T>(work: (core: Core) => Promise<T>): Promise<T> {
  const core = await openCore()
  try {
    return await work(core)
  } finally {
    await core.close()
  }
}

function ownCore(app: CorePort): Core {
  return {
    owned: app,
    call: async (command, input) => (await run(app.handlers, command, input)) as never,
    onEvent: (listener) => void app.onEvent(listener),
    onGone: () => {},
    close: () => app.close(),
  }
}

function remoteCore(client: ControlClient): Core {
  return {
    owned: null,
    call: (command, input) => client.call(command, input),
    onEvent: (listener) => client.on('event', listener),
    onGone: (listener) => client.on('gone', listener),
    close: async () => client.close(),
  }
}

function busy(cause: unknown): InkleafError {
  return new InkleafError(
    'owner_silent',
    'transient',
    'Another Inkleaf has the data folder and does not answer. End it and try again.',
    { cause },
  )
}
