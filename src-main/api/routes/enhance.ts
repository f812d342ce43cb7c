/** For clients of an image service (`/api/v1/enhance`): the same calls, with recognition as what is done. */
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { JobState, JobView } from '../../../src-preload/model.ts'
import { type BatchState, batchOf, batchProgress, countsOf } from '../batches.ts'
import { formOf } from '../reading-fields.ts'
import { batchPath, downloadQuery, exported, exportQuery, idempotencyHeader, taskPath, zipFile } from '../schemas.ts'
import type { ApiContext } from '../server.ts'
import { type UploadedFile, withUpload } from '../uploads.ts'
import { progressOf } from '../views.ts'
import { errors, uploadErrors } from './answers.ts'
import { sendZip } from './batches.ts'
import { sendExport } from './pages.ts'
import { once, submit, submitBatch, uncheckedBody, uploadRules } from './submit.ts'

const TASK_WORDS = ['queued', 'processing', 'completed', 'partial_completed', 'failed'] as const
type Word = (typeof TASK_WORDS)[number]

const time = z.iso.datetime()
const subTask = z.object({
  task_id: z.string().nullable().describe('null where the file was not taken in'),
  status: z.enum(TASK_WORDS),
  filename: z.string(),
  progress: z.number().min(0).max(1),
  error: z.string().nullable(),
})
const enhanced = z.object({ task_id: z.string(), status: z.enum(TASK_WORDS), message: z.string(), created_at: time })
const batchEnhanced = z.object({
  batch_task_id: z.string(),
  total_files: z.int(),
  status: z.enum(TASK_WORDS),
  message: z.string(),
  created_at: time,
  sub_tasks: z.array(subTask),
})
const batchStatus = batchEnhanced.extend({
  completed_files: z.int(),
  failed_files: z.int(),
  progress: z.number().min(0).max(1),
})
const performanceAnswer = z.object({
  current_metrics: z.record(z.string(), z.number()),
  performance_summary: z.object({
    total_tasks: z.int(),
    completed_tasks: z.int(),
    failed_tasks: z.int(),
    average_processing_time: z.number().nullable().describe('seconds a page'),
  }),
  timestamp: time,
})

export function addEnhanceRoutes(scope: FastifyInstance, context: ApiContext): void {
  const { app, runtime } = context
  const server = scope.withTypeProvider<ZodTypeProvider>()
  const tags = ['Image service clients']

  server.post(
    '/api/v1/enhance',
    {
      ...uncheckedBody,
      schema: {
        summary: 'Read a picture or a PDF',
        tags,
        consumes: ['multipart/form-data'],
        headers: idempotencyHeader,
        body: formOf({ file: z.file() }),
        response: { 200: enhanced, ...uploadErrors },
      },
    },
    (request) =>
      withUpload(request, runtime.uploadsFolder, uploadRules(context, ['file'], 1), (upload) =>
        once(context, request, upload, async () => {
          const [file] = upload.files as [UploadedFile]
          const { job } = await submit(context, file, upload.fields)
          return {
            task_id: job.id,
            status: 'queued' as const,
            message: 'It waits to be read.',
            created_at: job.createdAt,
          }
        }),
      ),
  )

  server.post(
    '/api/v1/enhance/batch',
    {
      ...uncheckedBody,
      schema: {
        summary: 'Read several files',
        tags,
        consumes: ['multipart/form-data'],
        headers: idempotencyHeader,
        body: formOf({ files: z.array(z.file()).min(1) }),
        response: { 200: batchEnhanced, ...uploadErrors },
      },
    },
    (request) =>
      withUpload(
        request,
        runtime.uploadsFolder,
        { ...uploadRules(context, ['files', 'file'], app.settings.apiLimits.maxBatchFiles), several: true },
        (upload) =>
          once(context, request, upload, async () => {
            const { batch_id, message } = await submitBatch(context, upload)
            return { ...(await viewOf(batch_id)), message }
          }),
      ),
  )

  server.get(
    '/api/v1/batch/status/:batch_id',
    { schema: { summary: 'How far a batch is', tags, params: batchPath, response: { 200: batchStatus, ...errors } } },
    async ({ params }) => {
      const batch = await batchOf(app, batchIdOf(params.batch_id))
      const { completed_files, failed_files } = countsOf(batch)
      return { ...(await viewOf(batch.id)), completed_files, failed_files, progress: batchProgress(batch) / 100 }
    },
  )

  server.get(
    '/api/v1/batch/download/:batch_id',
    {
      schema: {
        summary: 'All results of a batch as one ZIP',
        tags,
        params: batchPath,
        querystring: downloadQuery,
        response: { 200: zipFile, ...errors },
      },
    },
    async ({ params, query }, reply) =>
      sendZip(context, reply, await batchOf(app, batchIdOf(params.batch_id)), query.partial === '1'),
  )

  server.get(
    '/api/v1/download/:task_id',
    {
      schema: {
        summary: 'What was read, as a file',
        tags,
        params: taskPath,
        querystring: exportQuery,
        response: { 200: exported, ...errors },
      },
    },
    async ({ params, query }, reply) => sendExport(context, reply, params.task_id, query),
  )

  server.get(
    '/api/v1/performance',
    {
      schema: { summary: 'The machine, and how the work goes', tags, response: { 200: performanceAnswer, ...errors } },
    },
    async () => {
      const { monitor } = app.service
      const [now, counts] = await Promise.all([monitor.resources(), app.history.stateCounts()])
      return {
        current_metrics: {
          cpu_percent: now.cpuPercent,
          memory_total_bytes: now.memoryTotalBytes,
          memory_available_bytes: now.memoryAvailableBytes,
          disk_free_bytes: now.diskFreeBytes,
          pages_per_second: monitor.pagesPerSecond(),
          queue_length: app.service.queueLength(),
        },
        performance_summary: {
          total_tasks: Object.values(counts).reduce((sum, count) => sum + count, 0),
          completed_tasks: (counts['completed'] ?? 0) + (counts['partial'] ?? 0),
          failed_tasks: (counts['failed'] ?? 0) + (counts['cancelled'] ?? 0),
          average_processing_time: app.service.secondsPerPage(),
        },
        timestamp: new Date().toISOString(),
      }
    },
  )

  /** A single file's task is a batch of its own. */
  function batchIdOf(id: string): string {
    return app.service.task(id)?.batchId ?? id
  }

  async function viewOf(id: string): Promise<z.infer<typeof batchEnhanced>> {
    const batch = await batchOf(app, id)
    const counts = countsOf(batch)
    return {
      batch_task_id: batch.id,
      total_files: counts.total_files,
      status: BATCH_WORDS[batch.state],
      message: `${counts.completed_files} of ${counts.total_files} files have been read.`,
      created_at: batch.createdAt,
      sub_tasks: [
        ...batch.jobs.map((job: JobView) => ({
          task_id: job.id,
          status: JOB_WORDS[job.state],
          filename: job.name,
          progress: progressOf(job) / 100,
          error: app.service.reason(job),
        })),
        ...batch.refused.map(({ name, message }) => ({
          task_id: null,
          status: 'failed' as const,
          filename: name,
          progress: 0,
          error: message,
        })),
      ],
    }
  }
}

const JOB_WORDS: Readonly<Record<JobState, Word>> = {
  pending: 'queued',
  processing: 'processing',
  paused: 'queued',
  waiting_for_password: 'queued',
  completed: 'completed',
  partial: 'partial_completed',
  failed: 'failed',
  cancelled: 'failed',
}

const BATCH_WORDS: Readonly<Record<BatchState, Word>> = {
  pending: 'queued',
  processing: 'processing',
  completed: 'completed',
  partial: 'partial_completed',
  failed: 'failed',
  cancelled: 'failed',
}
