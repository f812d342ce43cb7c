/** Files in: one picture, one PDF, or a mixed batch. */
import { createHash, randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Refusal } from '../../../src-preload/contract.ts'
import type { JobOptions, JobView } from '../../../src-preload/model.ts'
import { coerceError, InkleafError } from '../../errors.ts'
import { formOf, type ReadingFields } from '../reading-fields.ts'
import { keyOf } from '../repeatable.ts'
import { accepted, batchSubmitted, idempotencyHeader, submitted } from '../schemas.ts'
import { MOST_JSON_BYTES } from '../sent-as-json.ts'
import type { ApiContext } from '../server.ts'
import { type Upload, type UploadedFile, withUpload } from '../uploads.ts'
import { megabytes, typeOf } from '../views.ts'
import { uploadErrors } from './answers.ts'

/** The form is checked while it comes in (uploads.ts); JSON may hold a file. */
export const uncheckedBody = {
  bodyLimit: MOST_JSON_BYTES,
  validatorCompiler: () => (data: unknown) => ({ value: data }),
}

export function addSubmitRoutes(scope: FastifyInstance, context: ApiContext): void {
  const { app, runtime } = context
  const server = scope.withTypeProvider<ZodTypeProvider>()

  for (const type of ['image', 'pdf'] as const)
    for (const url of [`/api/async/${type}`, `/api/tasks/${type}`])
      server.post(
        url,
        {
          ...uncheckedBody,
          schema: {
            summary: type === 'pdf' ? 'Read a PDF' : 'Read a picture (every frame of it)',
            tags: ['Tasks'],
            consumes: ['multipart/form-data'],
            headers: idempotencyHeader,
            body: formOf({ file: z.file() }),
            response: { 200: submitted, ...uploadErrors },
          },
        },
        (request) =>
          withUpload(request, runtime.uploadsFolder, uploadRules(context, ['file'], 1), (upload) =>
            once(context, request, upload, async () => {
              const [file] = upload.files as [UploadedFile]
              if (typeOf(file.kind) !== type) throw otherType(file, type)
              const taken = await submit(context, file, upload.fields)
              return {
                status: 'success' as const,
                ...submissionOf(context, taken),
                endpoints: endpointsOf(taken.job.id),
              }
            }),
          ),
      )

  for (const type of ['image', 'pdf'] as const)
    server.post(
      `/process/${type}`,
      {
        ...uncheckedBody,
        schema: {
          summary: type === 'pdf' ? 'Read a PDF (as /api/async/pdf)' : 'Read a picture (as /api/async/image)',
          tags: ['Tasks'],
          consumes: ['multipart/form-data'],
          headers: idempotencyHeader,
          body: formOf({ file: z.file() }),
          response: { 200: accepted, ...uploadErrors },
        },
      },
      (request) =>
        withUpload(request, runtime.uploadsFolder, uploadRules(context, ['file'], 1), (upload) =>
          once(context, request, upload, async () => {
            const [file] = upload.files as [UploadedFile]
            // Its page tells the two apart by what the browser says of the file; what counts is what is in it.
            const taken = await submit(context, file, upload.fields)
            const { status, result } = endpointsOf(taken.job.id)
            return {
              status: 'accepted' as const,
              ...submissionOf(context, taken),
              websocket_url: `/ws?client_id=sync_${taken.job.id}`,
              status_url: status,
              result_url: result,
            }
          }),
        ),
    )

  server.post(
    '/api/async/batch',
    {
      ...uncheckedBody,
      schema: {
        summary: 'Read several files',
        description: 'A file that can not be taken in does not keep the others.',
        tags: ['Tasks'],
        consumes: ['multipart/form-data'],
        headers: idempotencyHeader,
        body: formOf({ files: z.array(z.file()).min(1) }),
        response: { 200: batchSubmitted, ...uploadErrors },
      },
    },
    (request) =>
      withUpload(
        request,
        runtime.uploadsFolder,
        { ...uploadRules(context, ['files', 'file'], app.settings.apiLimits.maxBatchFiles), several: true },
        (upload) => once(context, request, upload, () => submitBatch(context, upload)),
      ),
  )
}

export function uploadRules({ app }: ApiContext, fileFields: string[], mostFiles: number) {
  const { apiLimits, api } = app.settings
  return { limits: apiLimits, fileFields, mostFiles, several: false, fetchesUrls: api.fetchUrls }
}

export async function submitBatch(context: ApiContext, { files, refused, fields }: Upload) {
  const { app } = context
  const failed = refused.map(({ name, error }) => ({ filename: name, error: error.message }))
  const tasks: { job: JobView; pages: number | null; estimate: number | null }[] = []
  const batchId = randomUUID()
  for (const file of files)
    try {
      const { job, pages } = await submit(context, file, fields, batchId)
      tasks.push({ job, pages, estimate: app.service.estimateSeconds(pages ?? 1) })
    } catch (caught) {
      const error = coerceError(caught)
      // What is queued already would be sent twice.
      if (error.kind !== 'input' && tasks.length === 0) throw error
      failed.push({ filename: file.name, error: error.message })
    }
  const [first] = tasks
  if (!first)
    throw new InkleafError('nothing_taken', 'input', failed.map((one) => `${one.filename}: ${one.error}`).join(' '))
  const isNew = tasks.some(({ job }) => job.batchId === batchId)
  // All of it was read before: that batch is as it was.
  if (isNew)
    app.service.addRefusals(
      batchId,
      failed.map(({ filename, error }) => ({ name: filename, message: error })),
    )
  return {
    status: 'success' as const,
    message: `Taken in: ${tasks.length}; refused: ${failed.length}.`,
    batch_id: isNew ? batchId : first.job.batchId,
    submitted_tasks: tasks.map(({ job, pages, estimate }) => ({
      task_id: job.id,
      filename: job.name,
      type: typeOf(job.kind),
      ...(pages === null ? {} : { total_pages: pages }),
      estimated_time: estimate,
    })),
    failed_files: failed,
    total_tasks: tasks.length,
    total_estimated_time: tasks.at(-1)?.estimate ?? null,
  }
}

export async function submit({ app }: ApiContext, file: UploadedFile, fields: ReadingFields, batchId?: string) {
  const options = optionsOf(fields, app.settings, file)
  const pages = file.kind === 'pdf' ? await app.service.countPages(file.path, options) : null
  const input = { paths: [file.path], options }
  const { added, refused } = await app.addUpload(batchId === undefined ? input : { ...input, batchId })
  const [job] = added
  if (job) return { job: job.job, pages }
  throw refusalOf(refused)
}

export function refusalOf([why]: readonly Refusal[]): InkleafError {
  return new InkleafError(
    why?.code ?? 'refused',
    why?.kind ?? 'input',
    why?.message ?? 'The file could not be taken in.',
  )
}

export function optionsOf(
  fields: ReadingFields,
  { reading, apiLimits }: ApiContext['app']['settings'],
  { kind }: Pick<UploadedFile, 'kind'>,
): JobOptions {
  return {
    mode: fields.mode,
    dpi: fields.dpi ?? reading.dpi,
    engine: fields.engine ?? reading.engine,
    reader: null,
    accuracy: fields.accuracy ?? reading.accuracy,
    textLayer: fields.text_layer ?? reading.textLayer,
    cleanUp: fields.clean_up ?? reading.cleanUp,
    ignoreRegions: fields.ignore_regions ?? reading.ignoreRegions,
    priority: fields.priority,
    pages: fields.pages ?? null,
    password: fields.password ?? null,
    fresh: fields.fresh,
    maxPages: kind === 'pdf' ? apiLimits.maxPdfPages : null,
  }
}

function otherType({ kind }: UploadedFile, wanted: 'image' | 'pdf'): InkleafError {
  const where = kind === 'pdf' ? '/api/async/pdf' : '/api/async/image'
  return new InkleafError('other_type', 'input', `This is ${kind.toUpperCase()}, not ${wanted}. Send it to ${where}.`)
}

/** With an `Idempotency-Key` the same upload is taken in once, however often it is sent. */
export function once<T>(
  { app }: ApiContext,
  request: FastifyRequest,
  upload: Upload,
  make: () => Promise<T>,
): Promise<T> {
  const key = keyOf(request)
  if (key === undefined) return make()
  const { files, fields } = upload
  const asked = [request.routeOptions.url, files.map(({ name, sha256 }) => [name, sha256]), fields]
  return app.service.answerOnce(key, createHash('sha256').update(JSON.stringify(asked)).digest('hex'), make)
}

function submissionOf({ app }: ApiContext, { job, pages }: { job: JobView; pages: number | null }) {
  return {
    id: job.id,
    task_id: job.id,
    message: 'It waits to be read.',
    total_pages: job.kind === 'pdf' ? pages : 1,
    file_size_mb: megabytes(job.bytes),
    estimated_time: app.service.estimateSeconds(pages ?? 1),
  }
}

function endpointsOf(id: string) {
  const status = `/api/tasks/${id}`
  return { status, result: `${status}/result`, cancel: status, websocket: '/ws' }
}
