/** `inkleaf mcp`: assistants on this machine, and which of them may see documents. */
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js'
import { resolveRuntime } from '../../app/runtime.ts'
import { VERSION } from '../../app/version.ts'
import { UsageError } from '../../errors.ts'
import { readSettings } from '../../settings/store.ts'
import { withCore } from '../core.ts'
import { note, print, shown } from '../terminal.ts'
import { makeServer } from './server.ts'

/** Until the assistant closes its end. */
export async function runMcp(): Promise<number> {
  const running = new Set<Promise<unknown>>()
  const server = makeServer(resolveRuntime(), VERSION, running)
  const closed = Promise.withResolvers<void>()
  server.server.onclose = closed.resolve
  process.stdin.once('end', closed.resolve)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => closed.resolve())
  await server.connect(new StdioServerTransport())
  await closed.promise
  await server.close()
  // What is being read ends in order.
  await Promise.allSettled(running)
  return 0
}

export async function allowClient(name: string): Promise<number> {
  if (name.trim() === '') throw new UsageError('Name the assistant as it names itself.')
  return withCore(async (core) => {
    const { mcp } = await core.call('settings.set', { patch: {} })
    const clients = [...mcp.clients.filter((one) => one.name !== name), { name, since: new Date().toISOString() }]
    await core.call('settings.set', { patch: { mcp: { clients } } })
    note(`${shown(name)} may now read files and the history. What it is given may leave this machine with it.`)
    return 0
  })
}

export async function forgetClient(name: string): Promise<number> {
  return withCore(async (core) => {
    const { mcp } = await core.call('settings.set', { patch: {} })
    const clients = mcp.clients.filter((one) => one.name !== name)
    if (clients.length === mcp.clients.length)
      throw new UsageError(`There is no ${shown(name)} among those that are allowed.`)
    await core.call('settings.set', { patch: { mcp: { clients } } })
    return 0
  })
}

export async function listClients(): Promise<number> {
  const { clients } = readSettings(resolveRuntime().settingsFile).mcp
  if (clients.length === 0) note('No assistant is allowed to see documents.')
  for (const { name, since } of clients) await print(`${since.slice(0, 10)}  ${shown(name)}\n`)
  return 0
}
