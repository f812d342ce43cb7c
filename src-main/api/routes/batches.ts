/** Files that were added together. */
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { hasEnded } from '../../../src-preload/model.ts'
import { exportZip } from '../../app/export-zip.ts'
import { type Batch, batchOf, batchProgress, countsOf } from '../batches.ts'
import { notFinished } from '../errors.ts'
import { attachment } from '../file-name.ts'
import { batchAnswer, batchList, batchPath, batchQuery, downloadQuery, zipFile } from '../schemas.ts'
import type { ApiContext } from '../server.ts'
import { toTask } from '../views.ts'
import { errors } from './answers.ts'

export function addBatchRoutes(scope: FastifyInstance, context: ApiContext): void {
  const { app } = context
  const server = scope.withTypeProvider<ZodTypeProvider>()
  const tags = ['Batches']
  const params = batchPath

  server.get(
    '/api/batches',
    {
      schema: {
        summary: 'Batches, the newest first unless told',
        tags,
        querystring: batchQuery,
        response: { 200: batchList, ...errors },
      },
    },
    async ({ query }) => {
      const { ids, total } = await app.history.batches(query)
      const found = await Promise.allSettled(ids.map((id) => batchOf(app, id)))
      // One that was deleted meanwhile is left out.
      const batches = found.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
      const { limit, offset } = query
      return { status: 'success' as const, data: batches.map(viewOf), total, limit, offset }
    },
  )

  server.get(
    '/api/batches/:batch_id',
    { schema: { summary: 'How far a batch is', tags, params, response: { 200: batchAnswer, ...errors } } },
    async (request) => {
      const batch = await batchOf(app, request.params.batch_id)
      const data = { ...viewOf(batch), tasks: batch.jobs.map((job) => toTask(job, app.service)) }
      return { status: 'success' as const, ...data, data }
    },
  )

  server.get(
    '/api/batches/:batch_id/download',
    {
      schema: {
        summary: 'All results of a batch as one ZIP',
        tags,
        params,
        querystring: downloadQuery,
        response: { 200: zipFile, ...errors },
      },
    },
    async ({ params: { batch_id: id }, query }, reply) =>
      sendZip(context, reply, await batchOf(app, id), query.partial === '1'),
  )
}

export function sendZip({ app }: ApiContext, reply: FastifyReply, batch: Batch, partial: boolean) {
  const { id, jobs, state } = batch
  if (!partial && !jobs.every((job) => hasEnded(job.state))) throw notFinished(`The batch is ${state}`)
  return reply
    .type('application/zip')
    .header('content-disposition', attachment(`inkleaf-${id}.zip`))
    .send(exportZip(app, jobs) as never)
}

function viewOf(batch: Batch) {
  return {
    batch_id: batch.id,
    batch_status: batch.state,
    created_at: batch.createdAt,
    ...countsOf(batch),
    refused_files: batch.refused.map(({ name, message }) => ({ filename: name, error: message })),
    progress: batchProgress(batch),
    total_time: totalSeconds(batch),
  }
}

function totalSeconds({ jobs, createdAt }: Batch): number {
  const ends = jobs.map(({ state, endedAt }) => (hasEnded(state) && endedAt ? Date.parse(endedAt) : Date.now()))
  return Math.max(0, Math.max(...ends) - Date.parse(createdAt)) / 1000
}
