/** For clients of a Celery service: a file in by `POST /upload`, its state by polling `GET /task_status/ID`. */
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { JobView, PageOutline } from '../../../src-preload/model.ts'
import { formOf } from '../reading-fields.ts'
import { idempotencyHeader, taskPath } from '../schemas.ts'
import type { ApiContext } from '../server.ts'
import { type UploadedFile, withUpload } from '../uploads.ts'
import { joined, toPageResult } from '../views.ts'
import { errors, uploadErrors } from './answers.ts'
import { once, submit, uncheckedBody, uploadRules } from './submit.ts'
import { known } from './tasks.ts'

/** docs.celeryq.dev, "Task states"; PROGRESS is everybody's custom one. */
export const CELERY_STATES = ['PENDING', 'STARTED', 'PROGRESS', 'RETRY', 'SUCCESS', 'FAILURE'] as const
export type CeleryState = (typeof CELERY_STATES)[number]

const state = z.enum(CELERY_STATES)

const uploaded = z.object({ task_id: z.string(), state, status_url: z.string() })

const taskStatus = z.object({
  task_id: z.string(),
  state,
  progress: z.object({ done: z.int(), total: z.int() }).describe('pages; total is 0 until the file has been opened'),
  pages: z.array(z.object({ page: z.int(), state, error: z.string().optional() })),
  result: z
    .object({
      text: z.string(),
      markdown: z.string(),
      pages: z.array(z.object({ page: z.int(), text: z.string(), markdown: z.string() })),
    })
    .optional()
    .describe('of the pages that have been read so far; absent before the first'),
  error: z.string().optional().describe('why the task failed'),
})

const statusQuery = z.object({
  result: z.enum(['true', 'false']).default('true').describe('false leaves the texts out, for a client that polls'),
})

export function addCeleryRoutes(scope: FastifyInstance, context: ApiContext): void {
  const { app, runtime } = context
  const server = scope.withTypeProvider<ZodTypeProvider>()
  const tags = ['Celery clients']

  server.post(
    '/upload',
    {
      ...uncheckedBody,
      schema: {
        summary: 'Read a picture or a PDF',
        tags,
        consumes: ['multipart/form-data'],
        headers: idempotencyHeader,
        body: formOf({ file: z.file() }),
        response: { 200: uploaded, ...uploadErrors },
      },
    },
    (request) =>
      withUpload(request, runtime.uploadsFolder, uploadRules(context, ['file'], 1), (upload) =>
        once(context, request, upload, async () => {
          const [file] = upload.files as [UploadedFile]
          const { job } = await submit(context, file, upload.fields)
          return { task_id: job.id, state: stateOf(job, []), status_url: `/task_status/${job.id}` }
        }),
      ),
  )

  server.get(
    '/task_status/:task_id',
    {
      schema: {
        summary: "A task in Celery's words",
        tags,
        params: taskPath,
        querystring: statusQuery,
        response: { 200: taskStatus, ...errors },
      },
    },
    async ({ params, query }) => {
      const job = known(app, params.task_id)
      const outline = await app.history.outline(job.id)
      // All of the answer is as of one moment: pages go on ending.
      const completed = outline.filter(({ status }) => status === 'completed').map(({ page }) => page)
      const failed = outline.filter(({ status }) => status === 'failed').length
      const counts = { completedPages: completed.length, failedPages: failed }
      const error = app.service.reason(job)
      return {
        task_id: job.id,
        state: stateOf({ state: job.state, ...counts }, outline),
        progress: { done: completed.length + failed, total: job.totalPages ?? 0 },
        pages: outline.map((page) => ({
          page: page.page,
          state: pageStateOf(page),
          ...(page.error ? { error: page.error.message } : {}),
        })),
        ...(query.result === 'true' && completed.length > 0
          ? { result: await resultOf(job.id, new Set(completed)) }
          : {}),
        ...(error === null ? {} : { error }),
      }
    },
  )

  async function resultOf(jobId: string, wanted: ReadonlySet<number>) {
    const pages = (await app.history.pages(jobId)).filter(({ page, result }) => result !== null && wanted.has(page))
    const read = pages.map(toPageResult)
    return {
      text: joined(read.map(({ text }) => text)),
      markdown: joined(read.map(({ content }) => content)),
      pages: read.map(({ page_number, text, content }) => ({ page: page_number, text, markdown: content })),
    }
  }
}

export function pageStateOf({ status, attempts }: Pick<PageOutline, 'status' | 'attempts'>): CeleryState {
  switch (status) {
    case 'pending':
      // It waits, and not for the first time.
      return attempts > 0 ? 'RETRY' : 'PENDING'
    case 'processing':
      return 'STARTED'
    case 'completed':
      return 'SUCCESS'
    case 'failed':
    case 'cancelled':
      return 'FAILURE'
  }
}

/** A task of which a part was read is SUCCESS; its pages say which failed. A cancelled one is FAILURE: it has no result. */
export function stateOf(
  { state: own, completedPages, failedPages }: Pick<JobView, 'state' | 'completedPages' | 'failedPages'>,
  pages: readonly Pick<PageOutline, 'status' | 'attempts'>[],
): CeleryState {
  if (own === 'completed' || own === 'partial') return 'SUCCESS'
  if (own === 'failed' || own === 'cancelled') return 'FAILURE'
  if (completedPages + failedPages > 0) return 'PROGRESS'
  const states = pages.map(pageStateOf)
  if (states.includes('STARTED')) return 'STARTED'
  if (states.includes('RETRY')) return 'RETRY'
  return own === 'processing' ? 'STARTED' : 'PENDING'
}
