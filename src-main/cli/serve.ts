/** `inkleaf serve`: the window in a browser, and its files at work. */
import { resolve } from 'node:path'
import open from 'open'
import { jobOptions } from '../../src-preload/model.ts'
import { API_PORT } from '../../src-preload/settings.ts'
import { serve as startServer, urlHost } from '../api/server.ts'
import { checkHost, ensureToken } from '../api/token.ts'
import { ControlClient } from '../app/control-client.ts'
import { createApp } from '../app/create-app.ts'
import type { CorePort } from '../app/port.ts'
import { type Runtime, resolveRuntime } from '../app/runtime.ts'
import { UsageError } from '../errors.ts'
import { logged } from '../log.ts'
import { typed } from '../packaged.ts'
import { settingsInFile } from '../settings/store.ts'
import { fromEnvironment } from './serve-environment.ts'
import { note, print } from './terminal.ts'

export interface ServeFlags {
  /** Undefined: as the environment says, or the usual one. */
  port?: number | undefined
  host: string
  open: boolean
}

export async function serve(files: readonly string[], { port, host, open: wantsBrowser }: ServeFlags): Promise<number> {
  if (files.includes('')) throw new UsageError('A file name is empty. Name a file or a folder.')
  const runtime = resolveRuntime()
  const given = fromEnvironment(process.env, settingsInFile(runtime.settingsFile).read())
  Object.assign(process.env, given.keys)
  const app = await createApp({ runtime, scope: 'all', settings: given.settings })
  if (!app) return handOver(files)
  for (const one of given.notes) note(one)
  try {
    return await serveApp(app, runtime, files, { port: port ?? given.port ?? API_PORT, host, open: wantsBrowser })
  } finally {
    await app.close()
  }
}

async function serveApp(
  app: CorePort,
  runtime: Runtime,
  files: readonly string[],
  { port, host, open: wantsBrowser }: ServeFlags & { port: number },
): Promise<number> {
  await ensureToken(app)
  checkHost(host, app.settings.api.token)
  const stopped = Promise.withResolvers<void>()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopped.resolve())
  const addresses: string[] = []
  const server = await startServer({
    app,
    runtime,
    host,
    port,
    onAddress: (address) => {
      addresses.push(address)
      // Each address lets one browser in; the next one is for the next browser.
      void print(`${addresses.length === 1 ? 'Inkleaf is at' : 'Another browser gets in by'} ${address}\n`)
    },
  })
  const address = `http://${urlHost(host)}:${server.port}`
  app.showApi({ address, message: null })
  note(`The API is at ${address}/api; \`${typed('token')}\` shows its token, ${address}/TOKEN/docs what it does.`)
  note('Press Ctrl-C to end it. Work that is not done then goes on at the next start.')
  if (files.length > 0) await addFiles((input) => app.handlers['jobs.add'](input), files, app.settings.reading)
  if (wantsBrowser && addresses[0]) await open(addresses[0]).catch(logged('no browser could be opened'))
  await stopped.promise
  await server.close()
  return 0
}

/** Another Inkleaf has the data folder: it gets the files. */
async function handOver(files: readonly string[]): Promise<number> {
  const { controlSocket } = resolveRuntime()
  const client = await ControlClient.connect(controlSocket)
  try {
    if (files.length === 0) {
      note('Inkleaf is running already.')
      return 1
    }
    await addFiles((input) => client.call('jobs.add', input), files, {})
    note('Inkleaf is running already; it has the files now.')
    return 0
  } finally {
    client.close()
  }
}

type Add = (input: { paths: string[]; options: ReturnType<typeof jobOptions.parse> }) => Promise<{
  refused: { path: string; message: string }[]
}>

async function addFiles(add: Add, files: readonly string[], reading: object): Promise<void> {
  const { refused } = await add({ paths: files.map((file) => resolve(file)), options: jobOptions.parse(reading) })
  for (const { path, message } of refused) note(`${path}: ${message}`)
}
