/**
 * OpenAI's shape, for tools that speak to a vision model: /v1/models, /v1/files and /v1/chat/completions. A model is an engine
 * of Inkleaf's; the answer is the text of the pages as Markdown, whatever the prompt says.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { JobView } from '../../../src-preload/model.ts'
import { InkleafError } from '../../errors.ts'
import { logged } from '../../log.ts'
import { logRefusal, RETRY_AFTER_S, requestError } from '../errors.ts'
import { fieldsOf } from '../reading-fields.ts'
import { optionsOf, refusalOf, uncheckedBody, uploadRules } from '../routes/submit.ts'
import type { ApiContext } from '../server.ts'
import { storeBytes, type UploadedFile, withUpload } from '../uploads.ts'
import { joined } from '../views.ts'
import { type SentFile, SentFiles } from './files.ts'
import { JobUsers } from './job-users.ts'
import { type ChatRequest, chatRequest, documentsIn } from './messages.ts'
import { readPages } from './pages.ts'
import {
  completion,
  errorBody,
  fileDeleted,
  fileList,
  type Head,
  model,
  modelList,
  openAIError,
  sentFile,
  streamed,
  whole,
} from './shapes.ts'

/** The engine that files are read with unless something else is asked for. */
const USUAL = 'inkleaf'
/** Who waits for an answer goes before whoever does not. */
const PRIORITY = 10
/** Base64 takes a third more; larger documents go by /v1/files, which keeps nothing in memory. */
const ENCODED = 1.4
const ROOM = 1 << 20
/** A text can't be as long as V8 allows at most (512 MiB). */
const MOST_ENCODED = 256 << 20

const failures = { '4xx': openAIError, '5xx': openAIError }
const tags = ['OpenAI']

export function addOpenAIRoutes(scope: FastifyInstance, context: ApiContext): void {
  const { app, runtime } = context
  const files = new SentFiles(runtime.uploadsFolder)
  const users = new JobUsers(app)
  scope.addHook('onClose', () => files.close())
  scope.setErrorHandler((caught, _request, reply) => {
    const { error, status } = requestError(caught)
    logRefusal(error, status)
    if (status === 503 || status === 504) reply.header('retry-after', RETRY_AFTER_S)
    return reply.code(status).send(errorBody(error))
  })
  const server = scope.withTypeProvider<ZodTypeProvider>()

  server.get(
    '/v1/models',
    { schema: { summary: 'The engines', tags, response: { 200: modelList, ...failures } } },
    () => ({
      object: 'list' as const,
      data: [USUAL, ...app.engines().map(({ id }) => id)].map(modelOf),
    }),
  )
  const named = z.object({ model: z.string() })
  server.get(
    '/v1/models/:model',
    { schema: { summary: 'An engine', tags, params: named, response: { 200: model, ...failures } } },
    ({ params }) => {
      engineOf(context, params.model)
      return modelOf(params.model)
    },
  )

  server.post(
    '/v1/files',
    {
      ...uncheckedBody,
      schema: {
        summary: 'Send a picture or PDF, to be named in a message',
        tags,
        consumes: ['multipart/form-data'],
        body: z.object({ file: z.file(), purpose: z.unknown().optional() }),
        response: { 200: sentFile, ...failures },
      },
    },
    (request) =>
      withUpload(
        request,
        runtime.uploadsFolder,
        { ...uploadRules(context, ['file'], 1), takesAnyField: true },
        async (upload) => fileOf(await files.keep(upload.files[0] as UploadedFile)),
      ),
  )
  server.get(
    '/v1/files',
    { schema: { summary: 'What was sent', tags, response: { 200: fileList, ...failures } } },
    () => ({
      object: 'list' as const,
      data: files.list().map(fileOf),
      has_more: false as const,
    }),
  )
  const byId = z.object({ id: z.string() })
  server.get(
    '/v1/files/:id',
    { schema: { summary: 'A file', tags, params: byId, response: { 200: sentFile, ...failures } } },
    ({ params }) => fileOf(files.get(params.id)),
  )
  server.delete(
    '/v1/files/:id',
    { schema: { summary: 'Forget a file', tags, params: byId, response: { 200: fileDeleted, ...failures } } },
    async ({ params: { id } }) => {
      files.get(id)
      await files.remove(id)
      return { id, object: 'file' as const, deleted: true as const }
    },
  )

  server.post(
    '/v1/chat/completions',
    {
      bodyLimit: Math.min(MOST_ENCODED, Math.ceil(ENCODED * app.settings.apiLimits.maxImageBytes) + ROOM),
      schema: {
        summary: 'Read the documents of a message',
        description:
          'Pictures and PDFs as data URLs, or by the id of a file. The answer is their text as Markdown, with `stream` page by page. Nothing is fetched from elsewhere, no prompt is followed.',
        tags,
        body: chatRequest,
        response: { 200: completion, ...failures },
      },
    },
    (request, reply) => complete(context, files, users, request, reply),
  )
}

async function complete(
  context: ApiContext,
  files: SentFiles,
  users: JobUsers,
  request: FastifyRequest<{ Body: ChatRequest }>,
  reply: FastifyReply,
) {
  const { app, stopping } = context
  const asked = request.body
  const hungUp = new AbortController()
  const jobs: JobView[] = []
  reply.raw.once('close', () => {
    hungUp.abort(new InkleafError('hung_up', 'input', 'The client has hung up.'))
    // Except when Inkleaf is being closed: then it goes on later.
    void users.leave(jobs, stopping.aborted).catch(logged('what nobody waits for was not cancelled'))
  })
  await takeIn(context, files, asked, (job, isNew) => {
    jobs.push(job)
    users.join(job.id, isNew)
  })
  const head: Head = { id: `chatcmpl-${jobs[0]?.id}`, created: Math.floor(Date.now() / 1000), model: asked.model }
  const isStream = asked.stream === true
  const usage = asked.stream_options?.include_usage === true
  // It may hold a large document as text.
  request.body = { model: asked.model, messages: [] }
  const signal = AbortSignal.any([stopping, hungUp.signal])
  const pages = readPages(app, jobs, app.settings.timeouts.pageMs, signal)
  if (!isStream) {
    const read: string[] = []
    for await (const page of pages) read.push(page)
    return whole(head, joined(read))
  }
  const events = streamed(head, pages, usage, (caught) => {
    const { error, status } = requestError(caught)
    logRefusal(error, status)
    return error
  })
  reply.type('text/event-stream; charset=utf-8').header('cache-control', 'no-cache')
  return reply.send(Readable.from(events))
}

/** Hands each document's job over, and whether it was made for this. */
async function takeIn(
  context: ApiContext,
  files: SentFiles,
  asked: ChatRequest,
  onJob: (job: JobView, isNew: boolean) => void,
): Promise<void> {
  const { app, runtime } = context
  const engine = engineOf(context, asked.model)
  const fields = fieldsOf({ fresh: 'false', priority: String(PRIORITY), ...(engine ? { engine } : {}) })
  await mkdir(runtime.uploadsFolder, { recursive: true, mode: 0o700 })
  const folder = await mkdtemp(join(runtime.uploadsFolder, 'c-'))
  try {
    let batchId: string | undefined
    for (const [at, document] of documentsIn(asked).entries()) {
      const file =
        'fileId' in document
          ? files.get(document.fileId)
          : await storeBytes(document.bytes, document.name, join(folder, String(at)), app.settings.apiLimits)
      const options = optionsOf(fields, app.settings, file)
      if (file.kind === 'pdf') await app.service.countPages(file.path, options)
      const input = { paths: [file.path], options, ...(batchId === undefined ? {} : { batchId }) }
      const { added, refused } = await app.addUpload(input)
      const [job] = added
      if (!job) throw refusalOf(refused)
      batchId = job.job.batchId
      onJob(job.job, job.reused === 'no')
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Undefined: as the settings say. Throws `no_such_model`. */
function engineOf({ app }: ApiContext, name: string): string | undefined {
  if (name === USUAL) return undefined
  const ids = app.engines().map(({ id }) => id)
  if (ids.includes(name)) return name
  throw new InkleafError(
    'no_such_model',
    'input',
    `There is no model ${JSON.stringify(name.slice(0, 60))}; there are ${[USUAL, ...ids].join(', ')}.`,
  )
}

const modelOf = (id: string) => ({ id, object: 'model' as const, created: STARTED_S, owned_by: 'inkleaf' })
const STARTED_S = Math.floor(performance.timeOrigin / 1000)

const fileOf = ({ id, bytes, createdAtS, name }: SentFile) => ({
  id,
  object: 'file' as const,
  bytes,
  created_at: createdAtS,
  filename: name,
  purpose: 'user_data',
  status: 'processed' as const,
})
