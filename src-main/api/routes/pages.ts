/** What was read: the whole text, page by page, and as a file. */
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { z } from 'zod'
import { gapsIn } from '../../../src-preload/gaps.ts'
import { hasEnded, type PageState } from '../../../src-preload/model.ts'
import { exportFile } from '../../app/export-file.ts'
import { InkleafError } from '../../errors.ts'
import { notFinished } from '../errors.ts'
import { attachment } from '../file-name.ts'
import {
  exported,
  exportQuery,
  onePage,
  pageBatches,
  pagePath,
  pages as pagesAnswer,
  result as resultAnswer,
  taskPath,
} from '../schemas.ts'
import type { ApiContext } from '../server.ts'
import { joined, megabytes, progressOf, toPageResult } from '../views.ts'
import { errors } from './answers.ts'
import { known } from './tasks.ts'

export function addPageRoutes(scope: FastifyInstance, context: ApiContext): void {
  const { app } = context
  const server = scope.withTypeProvider<ZodTypeProvider>()
  const tags = ['Results']
  const params = taskPath

  server.get(
    '/api/tasks/:task_id/result',
    { schema: { summary: 'What was read so far', tags, params, response: { 200: resultAnswer, ...errors } } },
    async (request) => {
      const job = known(app, request.params.task_id)
      const pages = await app.history.pages(job.id)
      const results = pages.map(toPageResult)
      // Whoever reads the end of it hears what is missing.
      const gaps = hasEnded(job.state) ? gapsIn(pages) : new Map<number, string>()
      return {
        status: 'success' as const,
        data: {
          task_id: job.id,
          status: job.state,
          progress: progressOf(job),
          created_at: job.createdAt,
          completed_at: job.endedAt,
          error_message: app.service.reason(job),
          file_size_mb: megabytes(job.bytes),
          content: joined(
            results.map(({ content, page_number: page }) => (gaps.has(page) ? `*${gaps.get(page)}*` : content)),
          ),
          page_results: results,
        },
      }
    },
  )

  server.get(
    '/api/tasks/:task_id/pages',
    { schema: { summary: 'Every page with its state', tags, params, response: { 200: pagesAnswer, ...errors } } },
    async (request) => {
      const job = known(app, request.params.task_id)
      const pages = (await app.history.pages(job.id)).map(toPageResult)
      const count = (state: PageState) => pages.filter(({ status }) => status === state).length
      const page_statistics = {
        pending: count('pending'),
        processing: count('processing'),
        completed: count('completed'),
        failed: count('failed'),
        cancelled: count('cancelled'),
      }
      return {
        status: 'success' as const,
        data: { task_id: job.id, pages, total_pages: job.totalPages, page_statistics },
      }
    },
  )

  server.get(
    '/api/tasks/:task_id/pages/:page_number',
    { schema: { summary: 'One page', tags, params: pagePath, response: { 200: onePage, ...errors } } },
    async (request) => {
      const { task_id: id, page_number: number } = request.params
      known(app, id)
      const page = app.service.page(id, number)
      if (!page) throw new InkleafError('no_such_page', 'input', `The task reads no page ${number}.`)
      return {
        status: 'success' as const,
        data: { task_id: id, page_number: number, page_result: toPageResult(page) },
      }
    },
  )

  server.get(
    '/api/tasks/:task_id/batches',
    {
      schema: {
        summary: 'How far each stretch of ten pages is',
        tags,
        params,
        response: { 200: pageBatches, ...errors },
      },
    },
    async (request) => {
      const { id } = known(app, request.params.task_id)
      const batches = (await app.history.pageBatches(id)).map((one) => ({
        batch_number: one.batchNumber,
        status: one.status,
        first_page: one.firstPage,
        last_page: one.lastPage,
      }))
      const data = { task_id: id, batches, total_batches: batches.length }
      return { status: 'success' as const, ...data, data }
    },
  )

  server.get(
    '/api/tasks/:task_id/export',
    {
      schema: {
        summary: 'What was read, as a file',
        tags,
        params,
        querystring: exportQuery,
        response: { 200: exported, ...errors },
      },
    },
    async ({ params: { task_id: id }, query }, reply) => sendExport(context, reply, id, query),
  )
}

/** What was read, as a file. Throws `nothing_read`, and `not_finished` where half was not asked for. */
export async function sendExport(
  { app }: ApiContext,
  reply: FastifyReply,
  taskId: string,
  { format, partial }: z.output<typeof exportQuery>,
) {
  const { id, state, completedPages } = known(app, taskId)
  if (completedPages === 0)
    throw new InkleafError('nothing_read', 'input', `Nothing of it has been read yet: the task is ${state}.`)
  if (!hasEnded(state) && partial !== '1') throw notFinished(`The task is ${state}`)
  const { name, mediaType, body } = await exportFile(app, id, format)
  return reply
    .type(mediaType)
    .header('content-disposition', attachment(name))
    .send(body as never)
}
