/** Fetches a repository's files so that nothing is fetched twice: not after a pause, not after a crash. */
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, rename, rm, stat, statfs } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { InkleafError } from '../errors.ts'
import { log } from '../log.ts'
import { type HubFile, unreachable } from './hub.ts'

export interface DownloadContext {
  /** For messages. */
  hub: string
  addressOf(path: string): string
  folder: string
  signal: AbortSignal
  /** Of all files together. */
  onProgress(doneBytes: number, totalBytes: number): void
}

/** So much stays free for everything else. */
const SPARE_BYTES = 1e9
const ATTEMPTS = 5
const FIRST_WAIT_MS = 1000
/** A server that says nothing for so long is given up, and asked again. */
const SILENCE_MS = 60_000

/** Throws an InkleafError; what was fetched is kept beside, as `.part`, and gone on with the next time. */
export async function download(files: readonly HubFile[], context: DownloadContext): Promise<void> {
  const totalBytes = files.reduce((sum, { bytes }) => sum + bytes, 0)
  const there = await Promise.all(files.map((file) => bytesThere(context.folder, file)))
  const doneBytes = there.reduce((sum, bytes) => sum + bytes, 0)
  await mkdir(context.folder, { recursive: true, mode: 0o700 })
  await checkRoom(context.folder, totalBytes - doneBytes)
  let done = 0
  for (const file of files) {
    const before = done
    await fetchWhole(file, {
      ...context,
      onProgress: (bytes) => context.onProgress(before + bytes, totalBytes),
    })
    done += file.bytes
    context.onProgress(done, totalBytes)
  }
}

async function bytesThere(folder: string, { path }: HubFile): Promise<number> {
  return (await sizeOf(join(folder, path))) || sizeOf(join(folder, `${path}.part`))
}

/** 0 where there is none. */
async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  )
}

async function checkRoom(folder: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder)
  const free = bavail * bsize
  if (bytes + SPARE_BYTES <= free) return
  throw new InkleafError(
    'disk_full',
    'resource',
    `The model needs ${gigabytes(bytes + SPARE_BYTES)} of disk space; ${gigabytes(free)} are free. Free some, then go on.`,
  )
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`
}

async function fetchWhole(file: HubFile, context: DownloadContext): Promise<void> {
  const whole = join(context.folder, file.path)
  const there = await stat(whole).then(
    ({ size }) => size,
    () => -1,
  )
  if (there === file.bytes) return
  const part = `${whole}.part`
  await mkdir(dirname(whole), { recursive: true, mode: 0o700 })
  for (let attempt = 1; ; attempt++) {
    const before = await sizeOf(part)
    try {
      await fetchRest(file, part, context)
      break
    } catch (caught) {
      if (context.signal.aborted) throw caught
      // Who has come further is not stuck.
      if ((await sizeOf(part)) > before) attempt = 1
      const isOurs = caught instanceof InkleafError && caught.kind !== 'transient'
      if (isOurs || isLocal(caught) || attempt >= ATTEMPTS) throw asError(caught, context.hub)
      log.warn({ err: caught }, 'a download broke off and goes on')
      await delay(FIRST_WAIT_MS * 2 ** (attempt - 1), null, { signal: context.signal })
    }
  }
  if (!(await isRight(part, file))) {
    await rm(part)
    throw new InkleafError(
      'wrong_checksum',
      'input',
      `${file.path} doesn't have the expected checksum and was deleted. Download it again, from another address if need be.`,
    )
  }
  await rename(part, whole)
}

async function fetchRest(
  file: HubFile,
  part: string,
  { addressOf, signal, onProgress }: DownloadContext,
): Promise<void> {
  const had = await sizeOf(part)
  if (had === file.bytes) return
  const silence = new AbortController()
  const either = AbortSignal.any([signal, silence.signal])
  let timer = setTimeout(() => silence.abort(), SILENCE_MS)
  try {
    const from = had < file.bytes ? had : 0
    const headers = from > 0 ? { range: `bytes=${from}-` } : {}
    const answer = await fetch(addressOf(file.path), { headers, signal: either })
    if (!answer.ok || !answer.body) throw new Error(`status ${answer.status}`)
    // One that doesn't know ranges gives it from the start.
    const start = answer.status === 206 ? from : 0
    let done = start
    const body = Readable.fromWeb(answer.body as Parameters<typeof Readable.fromWeb>[0])
    body.on('data', (chunk: Buffer) => {
      clearTimeout(timer)
      timer = setTimeout(() => silence.abort(), SILENCE_MS)
      done += chunk.length
      if (done > file.bytes) silence.abort()
      onProgress(done, file.bytes)
    })
    await pipeline(body, createWriteStream(part, { flags: start > 0 ? 'a' : 'w', mode: 0o600 }), { signal: either })
    if (done !== file.bytes) throw new Error(`${done} of ${file.bytes} bytes came`)
  } finally {
    clearTimeout(timer)
  }
}

/** Whether a file's content is what the hub says. */
export async function isRight(path: string, { bytes, sha256, gitSha1 }: HubFile): Promise<boolean> {
  const size = await stat(path).then(
    (found) => found.size,
    () => -1,
  )
  if (size !== bytes) return false
  const hash = createHash(sha256 === null ? 'sha1' : 'sha256')
  if (sha256 === null) hash.update(`blob ${bytes}\0`)
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  return hash.digest('hex') === (sha256 ?? gitSha1)
}

function isLocal(caught: unknown): boolean {
  const code = (caught as { code?: unknown })?.code
  return typeof code === 'string' && /^E(NOSPC|DQUOT|ACCES|PERM|ROFS)$/.test(code)
}

function asError(caught: unknown, hub: string): unknown {
  return caught instanceof InkleafError || isLocal(caught) ? caught : unreachable(hub, caught)
}
