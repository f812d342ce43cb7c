/** mlx-vlm's own server (OpenAI-compatible) with models that read exactly what a test wants: a real peer for engines. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll } from 'vitest'
import { resolveRuntime } from '../../../src-main/app/runtime.ts'
import { temporaryFolder } from '../folders.ts'

const { python } = resolveRuntime()
const MAKE = resolve(import.meta.dirname, 'make_tiny_model.py')
const STARTS_WITHIN_MS = 60_000

/**
 * A model that answers `script` to whatever it is shown; with `loopFrom` it goes back to that token for ever, and `others` are
 * its answers where it is asked for a table or a formula. Its folder is its name.
 */
export function tinyModel(
  script: string,
  loopFrom?: number,
  others: Partial<Record<'table' | 'formula', string>> = {},
): string {
  const folder = join(temporaryFolder(), 'tiny')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'script.txt'), script)
  const loop = loopFrom === undefined ? [] : ['--loop-from', String(loopFrom)]
  const more = Object.entries(others).flatMap(([kind, text]) => {
    writeFileSync(join(folder, `${kind}.txt`), text)
    return [`--${kind}`, join(folder, `${kind}.txt`)]
  })
  execFileSync(python, [MAKE, folder, join(folder, 'script.txt'), ...loop, ...more])
  return folder
}

export interface VlmServer {
  /** As a service's settings have it. */
  address: string
}

let running: Promise<VlmServer> | null = null
let child: ChildProcess | null = null

/** One for all tests of a file; it loads models by their folders. */
export function vlmServer(model: string): Promise<VlmServer> {
  running ??= start(model)
  return running
}

async function start(model: string): Promise<VlmServer> {
  const port = await freePort()
  const server = spawn(
    python,
    ['-m', 'mlx_vlm.server', '--model', model, '--host', '127.0.0.1', '--port', String(port)],
    {
      // It asks no hub.
      env: { ...process.env, HF_HUB_OFFLINE: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  child = server
  let said = ''
  for (const stream of [server.stdout, server.stderr]) stream.on('data', (bytes) => (said += String(bytes)))
  const address = `http://127.0.0.1:${port}/v1`
  for (const start = Date.now(); Date.now() - start < STARTS_WITHIN_MS; await delay(200)) {
    if (server.exitCode !== null) break
    const answer = await fetch(`${address}/models`).catch(() => null)
    if (answer?.ok) return { address }
  }
  throw new Error(`mlx_vlm.server did not start: ${said.slice(-2000)}`)
}

afterAll(() => {
  child?.kill('SIGKILL')
})

export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  await new Promise((done) => server.close(done))
  return typeof address === 'object' && address ? address.port : 0
}
