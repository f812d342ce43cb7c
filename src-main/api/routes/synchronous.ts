/** Recognition that answers when it is done. A PDF of several pages comes in portions (portions.ts). */
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { JobOptions, PageView } from '../../../src-preload/model.ts'
import { InkleafError } from '../../errors.ts'
import type { CleanUps } from '../clean-ups.ts'
import { patiently } from '../patience.ts'
import { formOf } from '../reading-fields.ts'
import { apiHealth, errorAnswer, idempotencyHeader, ocrAnswer, serviceStatus } from '../schemas.ts'
import type { ApiContext } from '../server.ts'
import { type UploadedFile, withUpload } from '../uploads.ts'
import { joined, toPageResult } from '../views.ts'
import { errors, uploadErrors } from './answers.ts'
import { once, optionsOf, refusalOf, uncheckedBody, uploadRules } from './submit.ts'
import { known } from './tasks.ts'

/** Who waits for an answer goes before whoever does not. */
export const PRIORITY = 10

export function addSynchronousRoutes(scope: FastifyInstance, context: ApiContext, cleanUps: CleanUps): void {
  const { app, runtime } = context
  const { service } = app
  const server = scope.withTypeProvider<ZodTypeProvider>()
  const tags = ['Synchronous']

  server.get(
    '/api/status',
    { schema: { summary: 'Whether the model is loaded', tags, response: { 200: serviceStatus, ...errors } } },
    async () => {
      const [engine] = app.engines()
      const state = engine?.state ?? 'stopped'
      const status = engine?.status
      const words = { ready: 'ready', starting: 'starting', waiting: 'starting', stopped: 'stopped' } as const
      return {
        status: Object.hasOwn(words, state) ? words[state as keyof typeof words] : ('error' as const),
        model_loaded: state === 'ready',
        model_healthy: service.unwell() === null,
        model: status?.model ?? null,
        device: status?.device ?? null,
        version: app.version,
        queue_length: service.queueLength(),
      }
    },
  )

  server.get(
    '/api/health',
    { schema: { summary: 'Whether work can be done', tags, response: { 200: apiHealth, ...errors } } },
    async () => {
      const isWell = service.unwell() === null
      return {
        status: isWell ? ('healthy' as const) : ('unhealthy' as const),
        model_loaded: app.engines()[0]?.state === 'ready',
        model_healthy: isWell,
        active_tasks: service.queueLength(),
        preprocess_tasks: cleanUps.count,
        video_tasks: 0 as const,
      }
    },
  )

  server.post(
    '/api/ocr',
    {
      ...uncheckedBody,
      schema: {
        summary: 'Read a picture, or a PDF of one page, and wait for it',
        tags,
        consumes: ['multipart/form-data'],
        headers: idempotencyHeader,
        body: formOf({ file: z.file() }),
        response: { 200: ocrAnswer, ...uploadErrors, 504: errorAnswer },
      },
    },
    async (request, reply) =>
      withUpload(request, runtime.uploadsFolder, uploadRules(context, ['file'], 1), (upload) =>
        once(context, request, upload, async () => {
          const { fields } = upload
          const [file] = upload.files as [UploadedFile]
          const startedAt = performance.now()
          const options = { ...optionsOf(fields, app.settings, file), priority: PRIORITY, fresh: true }
          if (file.kind === 'pdf') await onePageOnly(context, file, options)
          const { added, refused } = await app.addUpload({ paths: [file.path], options })
          const id = added[0]?.job.id
          if (id === undefined) throw refusalOf(refused)
          await endOf(context, reply, id)
          const pages = await app.history.pages(id)
          const { error } = known(app, id)
          const unread = pages.find(({ result }) => !result)
          if (unread || pages.length === 0) {
            // The answer says it all; nobody would look for the task.
            await app.handlers['history.remove']({ jobIds: [id] })
            throw failureOf(unread, error)
          }
          const read = pages.map(toPageResult)
          const markdown = joined(read.map(({ content }) => content))
          return {
            success: true as const,
            task_id: id,
            text: fields.mode === 'markdown' ? markdown : joined(read.map(({ text }) => text)),
            markdown,
            blocks: read.flatMap(({ blocks }) => blocks),
            processing_time: (performance.now() - startedAt) / 1000,
          }
        }),
      ),
  )
}

async function onePageOnly({ app }: ApiContext, file: UploadedFile, options: JobOptions): Promise<void> {
  const count = await app.service.countPages(file.path, options)
  if (count === null || count === 1) return
  throw new InkleafError(
    'several_pages',
    'input',
    `That is ${count} pages. Choose one with the field pages, or send the PDF to /api/pdf/init.`,
  )
}

/** Waits for the task; where nobody waits any more it is cancelled, except when Inkleaf is being closed. */
async function endOf({ app, stopping }: ApiContext, reply: FastifyReply, id: string): Promise<void> {
  try {
    const { pageMs } = app.settings.timeouts
    await patiently(reply, stopping, pageMs, (signal) => app.service.whenEnded(id, signal))
  } catch (caught) {
    if (!stopping.aborted) await app.handlers['jobs.cancel']({ jobIds: [id] })
    throw caught
  }
}

function failureOf(page: PageView | undefined, job: { code: string; message: string } | null): InkleafError {
  const failure = page?.error ?? job
  if (!failure) return new InkleafError('cancelled', 'input', 'The task was cancelled before it was read.')
  const late = failure.code === 'page_timeout' || failure.code === 'job_timeout' || failure.code === 'open_timeout'
  return new InkleafError(late ? 'page_late' : failure.code, 'input', failure.message)
}
