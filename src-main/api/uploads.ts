/** Files of a multipart form, or one as the body itself: streamed to disk, their kind and size judged while the bytes arrive. */
import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { PassThrough, Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { MultipartFile } from '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import { ZodError } from 'zod'
import type { Settings } from '../../src-preload/settings.ts'
import { HEAD_BYTES, type Kind, kindOfHead } from '../app/kinds.ts'
import { orAborted } from '../app/or-aborted.ts'
import { coerceError, InkleafError } from '../errors.ts'
import { badRequest } from './errors.ts'
import { withFetched } from './fetch-document.ts'
import { safeFileName } from './file-name.ts'
import { fieldsOf, type ReadingFields } from './reading-fields.ts'
import { needFetching, sentAsJson } from './sent-as-json.ts'

export interface UploadedFile {
  path: string
  name: string
  bytes: number
  kind: Kind
  sha256: string
}

export interface Upload {
  files: UploadedFile[]
  /** Files that were not taken, where others may be. */
  refused: { name: string; error: InkleafError }[]
  fields: ReadingFields
}

export interface UploadRules {
  limits: Settings['apiLimits']
  /** Names of the form's file fields. */
  fileFields: readonly string[]
  mostFiles: number
  /** Whether a document may be named by its address. */
  fetchesUrls?: boolean
  /** Fields that say nothing about reading are left out; otherwise they are refused by name. */
  takesAnyField?: boolean
  /** Whether one file that is refused leaves the others; otherwise it ends the upload. */
  several: boolean
}

const MAX_FIELDS = 20
/** A sender that falls silent for so long is let go. */
const SILENCE_MS = 20_000
/** After an error the rest is read and thrown away for so long, so that the sender hears the answer. */
const DRAIN_MS = 3000

/** Takes the form in, hands it to `use`, and leaves nothing of it on disk. Throws InkleafErrors that name the limit. */
export async function withUpload<T>(
  request: FastifyRequest,
  uploadsFolder: string,
  rules: UploadRules,
  use: (upload: Upload) => Promise<T>,
): Promise<T> {
  const isJson = typeof request.body === 'object' && request.body !== null && !(request.body instanceof Readable)
  if (!request.isMultipart() && !isJson && !(request.body instanceof Readable))
    throw new InkleafError(
      'unsupported_type',
      'input',
      'Send the file as multipart/form-data, as the body with its own Content-Type (image/png, application/pdf), or as base64 in JSON.',
    )
  await mkdir(uploadsFolder, { recursive: true, mode: 0o700 })
  const folder = await mkdtemp(join(uploadsFolder, 'u-'))
  try {
    const upload = await (isJson && !request.isMultipart() ? takeJson : receive)(request, folder, rules)
    return await use(upload)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function receive(request: FastifyRequest, folder: string, rules: UploadRules): Promise<Upload> {
  const silence = watchForSilence(request.raw)
  const taking = (request.isMultipart() ? takeParts : takeBody)(request, folder, rules, silence.signal)
  try {
    return await orAborted(taking, silence.signal)
  } catch (caught) {
    const error = asInputError(caught)
    if (!('code' in error && error.code === 'upload_stalled')) await drain(request.raw)
    throw error
  } finally {
    silence.stop()
  }
}

async function takeParts(
  request: FastifyRequest,
  folder: string,
  rules: UploadRules,
  signal: AbortSignal,
): Promise<Upload> {
  const { fileFields, mostFiles, several, takesAnyField, limits } = rules
  const files: UploadedFile[] = []
  const refused: Upload['refused'] = []
  const fields: Record<string, unknown> = {}
  const parts = request.parts({
    // One more than allowed, so that the error can say how many there may be.
    limits: {
      files: mostFiles + 1,
      fields: MAX_FIELDS,
      parts: mostFiles + MAX_FIELDS + 1,
      fileSize: Number.POSITIVE_INFINITY,
      fieldSize: 4000,
      fieldNameSize: 100,
      headerPairs: 20,
    },
  })
  for await (const part of parts) {
    if (part.type === 'field') {
      if (part.valueTruncated) throw badRequest(`The field ${part.fieldname} is too long.`)
      fields[part.fieldname] = part.value
      continue
    }
    if (!fileFields.includes(part.fieldname))
      throw badRequest(
        `There is no file field ${JSON.stringify(part.fieldname.slice(0, 50))}; send ${fileFields.join(' or ')}.`,
      )
    if (files.length + refused.length >= mostFiles) throw tooMany(mostFiles)
    // Each in a folder of its own: two may have the same name.
    const place = join(folder, String(files.length + refused.length))
    const stored = await store(part, place, new Judge(limits, several), signal)
    if (stored instanceof InkleafError) refused.push({ name: safeFileName(part.filename), error: stored })
    else files.push(stored)
  }
  if (files.length + refused.length === 0)
    throw badRequest(`There is no file in the form; its field is ${fileFields[0]}.`)
  return { files, refused, fields: fieldsOf(takesAnyField ? {} : { ...query(request), ...fields }) }
}

/** `curl --data-binary @scan.png -H 'Content-Type: image/png'`: options are in the address then, and `filename` too. */
async function takeBody(
  request: FastifyRequest,
  folder: string,
  { limits }: UploadRules,
  signal: AbortSignal,
): Promise<Upload> {
  // At once: who listens to a request for its silence has it flow. A request that a pipeline ended could not be answered.
  const body = request.raw.pipe(new PassThrough())
  request.raw.once('close', () => {
    if (!request.raw.complete) body.destroy(badRequest('The file ended too early.'))
  })
  const { filename = 'document', ...options } = query(request)
  const fields = fieldsOf(options)
  const stored = await store(
    { filename: String(filename), file: body },
    join(folder, '0'),
    new Judge(limits, false),
    signal,
  )
  if (stored instanceof InkleafError) throw stored
  return { files: [stored], refused: [], fields }
}

function query(request: FastifyRequest): Record<string, unknown> {
  return request.query as Record<string, unknown>
}

/** As base64, or fetched where that is allowed. */
async function takeJson(request: FastifyRequest, folder: string, rules: UploadRules): Promise<Upload> {
  const { limits, mostFiles, several, fetchesUrls = false } = rules
  const { files: sent, options } = sentAsJson(request.body)
  // It may hold large files as text.
  request.body = null
  if (sent.length > mostFiles) throw tooMany(mostFiles)
  const fields = fieldsOf({ ...query(request), ...options })
  const files: UploadedFile[] = []
  const refused: Upload['refused'] = []
  for (const [at, one] of sent.entries()) {
    const place = join(folder, String(at))
    try {
      if (!('url' in one)) {
        files.push(await storeBytes(one.bytes, one.name, place, limits))
        continue
      }
      needFetching(fetchesUrls)
      const stored = await withFetched(one.url, ({ name, body }) =>
        store({ filename: name, file: body }, place, new Judge(limits, false), new AbortController().signal),
      )
      if (stored instanceof InkleafError) throw stored
      files.push(stored)
    } catch (caught) {
      const error = coerceError(caught)
      if (!several || error.kind !== 'input') throw error
      refused.push({ name: safeFileName('url' in one ? one.url : one.name), error })
    }
  }
  return { files, refused, fields }
}

/** The error where the file is refused but others may be taken. */
async function store(
  part: Pick<MultipartFile, 'filename'> & { file: Readable },
  place: string,
  judge: Judge,
  signal: AbortSignal,
): Promise<UploadedFile | InkleafError> {
  const name = safeFileName(part.filename)
  await mkdir(place, { mode: 0o700 })
  const path = join(place, name)
  await pipeline(part.file, judge, createWriteStream(path, { mode: 0o600 }), { signal })
  const verdict = judge.verdict()
  if (!(verdict instanceof InkleafError)) return { path, name, ...verdict }
  await rm(place, { recursive: true, force: true })
  return verdict
}

/** A document that came within JSON, as a file in `folder`. Throws what it is refused for. */
export async function storeBytes(
  bytes: Buffer,
  givenName: string,
  folder: string,
  limits: UploadRules['limits'],
): Promise<UploadedFile> {
  const name = safeFileName(givenName)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, name)
  const judge = new Judge(limits, false)
  await pipeline(Readable.from([bytes]), judge, createWriteStream(path, { mode: 0o600 }))
  const verdict = judge.verdict()
  if (verdict instanceof InkleafError) throw verdict
  return { path, name, ...verdict }
}

/**
 * Lets bytes through until they are of no kind that Inkleaf reads, or too many for their kind. That ends the upload, or
 * (`forgiving`) the rest of the file is thrown away, so that the next one can be taken.
 */
class Judge extends Transform {
  readonly #limits: Settings['apiLimits']
  readonly #forgiving: boolean
  readonly #hash = createHash('sha256')
  #head: Buffer | null = Buffer.alloc(0)
  #kind: Kind | null = null
  #bytes = 0
  #refusal: InkleafError | null = null

  constructor(limits: Settings['apiLimits'], forgiving: boolean) {
    super()
    this.#limits = limits
    this.#forgiving = forgiving
  }

  override _transform(chunk: Buffer, _encoding: string, next: (error: Error | null, chunk?: Buffer) => void): void {
    this.#bytes += chunk.length
    if (!this.#refusal) this.#look(chunk)
    // What has no end is not thrown away for ever.
    const endless = this.#bytes > 2 * Math.max(this.#limits.maxPdfBytes, this.#limits.maxImageBytes)
    if (!this.#refusal) next(null, chunk)
    else next(this.#forgiving && !endless ? null : this.#refusal)
  }

  override _flush(next: (error?: Error | null) => void): void {
    if (!this.#refusal) this.#decide()
    next(this.#forgiving ? null : this.#refusal)
  }

  verdict(): { bytes: number; kind: Kind; sha256: string } | InkleafError {
    if (this.#refusal) return this.#refusal
    if (!this.#kind) return badRequest('The file is empty (0 bytes).')
    return { bytes: this.#bytes, kind: this.#kind, sha256: this.#hash.digest('hex') }
  }

  #look(chunk: Buffer): void {
    this.#hash.update(chunk)
    if (this.#head) {
      this.#head = Buffer.concat([this.#head, chunk.subarray(0, HEAD_BYTES)])
      if (this.#head.length >= HEAD_BYTES) this.#decide()
    }
    const { maxImageBytes, maxPdfBytes } = this.#limits
    // Not told yet: it is held to the larger limit.
    const most = this.#kind === null || this.#kind === 'pdf' ? maxPdfBytes : maxImageBytes
    if (this.#bytes > most) this.#refusal ??= tooLarge(this.#kind, most)
  }

  #decide(): void {
    if (!this.#head) return
    try {
      if (this.#head.length === 0) throw badRequest('The file is empty (0 bytes).')
      this.#kind = kindOfHead(this.#head)
    } catch (caught) {
      this.#refusal = coerceError(caught)
    }
    this.#head = null
  }
}

/** Aborted once nothing has come for a while. */
function watchForSilence(raw: FastifyRequest['raw']): { signal: AbortSignal; stop(): void } {
  const late = new AbortController()
  const giveUp = () =>
    late.abort(
      new InkleafError('upload_stalled', 'input', `Nothing came for ${SILENCE_MS / 1000} s. Send the file again.`),
    )
  let timer = setTimeout(giveUp, SILENCE_MS)
  const heard = () => {
    clearTimeout(timer)
    timer = setTimeout(giveUp, SILENCE_MS)
  }
  raw.on('data', heard)
  const stop = () => {
    clearTimeout(timer)
    raw.off('data', heard)
  }
  return { signal: late.signal, stop }
}

async function drain(stream: Readable): Promise<void> {
  if (stream.destroyed || stream.readableEnded) return
  stream.unpipe()
  stream.resume()
  const ended = new Promise<void>((done) => {
    for (const event of ['end', 'close', 'error'] as const) stream.once(event, () => done())
    setTimeout(done, DRAIN_MS).unref()
  })
  await ended
}

/** The form parser's own errors, and hanging up in the middle. */
function asInputError(caught: unknown): InkleafError | ZodError {
  if (caught instanceof InkleafError || caught instanceof ZodError) return caught
  const { code, message } = caught as { code?: string; message?: string }
  if (code === 'FST_PARTS_LIMIT' || code === 'FST_FIELDS_LIMIT' || code === 'FST_FILES_LIMIT')
    return new InkleafError('too_many_parts', 'input', `The form has too many parts: ${message ?? code}.`)
  if (code?.startsWith('FST_') || code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE' || !code)
    return badRequest(`The form can't be read: ${message ?? 'it ended too early'}.`)
  return coerceError(caught)
}

function tooMany(most: number): InkleafError {
  return new InkleafError(
    'too_many_files',
    'input',
    most === 1
      ? 'Send one file; several go to /api/async/batch.'
      : `There may be ${most} files at a time (setting apiLimits.maxBatchFiles).`,
  )
}

function tooLarge(kind: Kind | null, most: number): InkleafError {
  const [what, setting] = kind === 'pdf' || kind === null ? ['PDF', 'maxPdfBytes'] : ['picture', 'maxImageBytes']
  return new InkleafError(
    'file_too_large',
    'input',
    `The limit for a ${what} is ${Math.round(most / 1e6)} MB, ${most} bytes (setting apiLimits.${setting}).`,
  )
}
