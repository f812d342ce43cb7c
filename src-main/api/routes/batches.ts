/** Files that were added together. */
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { hasEnded, type JobView } from '../../../src-preload/model.ts'
import { exportZip } from '../../app/export-zip.ts'
import { InkleafError } from '../../errors.ts'
import { attachment } from '../file-name.ts'
import { batchAnswer, batchPath, zipFile } from '../schemas.ts'
import type { ApiContext } from '../server.ts'
import { progressOf, toTask } from '../views.ts'
import { errors } from './answers.ts'

export function addBatchRoutes(scope: FastifyInstance, { app }: ApiContext): void {
  const server = scope.withTypeProvider<ZodTypeProvider>()
  const tags = ['Batches']
  const params = batchPath

  const jobsOf = async (batchId: string): Promise<JobView[]> => {
    const jobs = await app.history.list({ batchId, sort: 'oldest', limit: 10_000 })
    if (jobs.length === 0)
      throw new InkleafError('no_such_batch', 'input', `There is no batch ${JSON.stringify(batchId.slice(0, 100))}.`)
    return jobs
  }

  server.get(
    '/api/batches/:batch_id',
    { schema: { summary: 'How far a batch is', tags, params, response: { 200: batchAnswer, ...errors } } },
    async (request) => {
      const batchId = request.params.batch_id
      const jobs = await jobsOf(batchId)
      const data = {
        batch_id: batchId,
        total_files: jobs.length,
        completed_files: jobs.filter(({ state }) => state === 'completed' || state === 'partial').length,
        failed_files: jobs.filter(({ state }) => state === 'failed' || state === 'cancelled').length,
        progress: Math.round((10 * jobs.reduce((sum, job) => sum + progressOf(job), 0)) / jobs.length) / 10,
        total_time: totalSeconds(jobs),
        tasks: jobs.map((job) => toTask(job, app.service)),
      }
      return { status: 'success' as const, ...data, data }
    },
  )

  server.get(
    '/api/batches/:batch_id/download',
    { schema: { summary: 'All results of a batch as one ZIP', tags, params, response: { 200: zipFile, ...errors } } },
    async (request, reply) => {
      const batchId = request.params.batch_id
      const zip = exportZip(app, await jobsOf(batchId))
      return reply
        .type('application/zip')
        .header('content-disposition', attachment(`inkleaf-${batchId}.zip`))
        .send(zip as never)
    },
  )
}

function totalSeconds(jobs: readonly JobView[]): number {
  const start = Math.min(...jobs.map(({ createdAt }) => Date.parse(createdAt)))
  const ends = jobs.map(({ state, endedAt }) => (hasEnded(state) && endedAt ? Date.parse(endedAt) : Date.now()))
  return Math.max(0, Math.max(...ends) - start) / 1000
}
