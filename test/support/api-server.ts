/** The API as a client has it: over real HTTP, with the real core behind it. */
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { serve } from '../../src-main/api/server.ts'
import { ensureToken } from '../../src-main/api/token.ts'
import { type App, createApp } from '../../src-main/app/create-app.ts'
import { type Runtime, resolveRuntime } from '../../src-main/app/runtime.ts'
import type { Settings } from '../../src-preload/settings.ts'

// biome-ignore lint/suspicious/noExplicitAny: what comes back is what the tests look into.
export type Json = any

export interface Answer {
  status: number
  headers: Headers
  body: Json
  text: string
}

export interface TestApi {
  app: App
  runtime: Runtime
  port: number
  token: string
  /** `http://127.0.0.1:PORT` */
  base: string
  /** With the token unless `init` has headers of its own. */
  ask(method: string, path: string, init?: RequestInit): Promise<Answer>
  get(path: string): Promise<Answer>
  /** With its bytes. */
  raw(path: string): Promise<Response>
  post(path: string, body?: object): Promise<Answer>
  /** Several under one field where `files` is a list. */
  upload(
    path: string,
    files: Record<string, string | Blob | (string | Blob)[]>,
    fields?: Record<string, string>,
    headers?: Record<string, string>,
  ): Promise<Answer>
  /** The task once it has ended, or is in `state`. */
  task(id: string, state?: string): Promise<Json>
  stop(): Promise<void>
  close(): Promise<void>
}

/** `home` is the data folder. */
export async function startApi(
  home: string,
  settings: Partial<Settings> = {},
  more: Partial<Parameters<typeof serve>[0]> = {},
): Promise<TestApi> {
  const runtime = resolveRuntime({ ...process.env, INKLEAF_HOME: home })
  const app = await createApp({ runtime, scope: 'all', settings })
  if (!app) throw new Error('the data folder is taken')
  await ensureToken(app)
  const { token } = app.settings.api
  const server = await serve({ app, runtime, host: '127.0.0.1', port: 0, onAddress: null, ...more })
  const base = `http://127.0.0.1:${server.port}`
  const ask: TestApi['ask'] = async (method, path, init = {}) => {
    const headers = init.headers ?? { authorization: `Bearer ${token}` }
    const response = await fetch(base + path, { redirect: 'manual', ...init, method, headers })
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.startsWith('application/json') && text !== ''
    return { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : null }
  }
  let stopped = false
  const stop = async () => {
    if (!stopped) await server.close()
    stopped = true
  }
  return {
    app,
    runtime,
    port: server.port,
    token,
    base,
    ask,
    get: (path) => ask('GET', path),
    raw: (path) => fetch(base + path, { headers: { authorization: `Bearer ${token}` } }),
    post: (path, body) =>
      ask('POST', path, {
        headers: { authorization: `Bearer ${token}`, ...(body ? { 'content-type': 'application/json' } : {}) },
        ...(body ? { body: JSON.stringify(body) } : {}),
      }),
    upload: (path, files, fields = {}, headers = {}) =>
      ask('POST', path, { headers: { authorization: `Bearer ${token}`, ...headers }, body: form(files, fields) }),
    async task(id, state) {
      for (let n = 0; n < 600; n++) {
        const { data } = (await ask('GET', `/api/tasks/${id}`)).body
        const ended = ['completed', 'partial', 'failed', 'cancelled'].includes(data?.status)
        if (state === undefined ? ended : data?.status === state) return data
        await delay(100)
      }
      throw new Error(`task ${id} did not end`)
    },
    stop,
    close: async () => {
      await stop()
      await app.close()
    },
  }
}

export function form(
  files: Record<string, string | Blob | (string | Blob)[]>,
  fields: Record<string, string>,
): FormData {
  const made = new FormData()
  for (const [name, value] of Object.entries(fields)) made.set(name, value)
  for (const [name, some] of Object.entries(files))
    for (const file of [some].flat())
      if (typeof file === 'string') made.append(name, new Blob([readFileSync(file)]), basename(file))
      else made.append(name, file, 'blob')
  return made
}
