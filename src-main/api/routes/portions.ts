/** A PDF that is read in portions, as its client asks for them. Nobody's asking for half an hour ends it. */
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { hasEnded, type JobOptions, jobOptions, type PageView } from '../../../src-preload/model.ts'
import { THUMBNAIL_PX } from '../../app/service.ts'
import { InkleafError } from '../../errors.ts'
import type { CleanUps } from '../clean-ups.ts'
import { noSuchTask } from '../errors.ts'
import { HeldTasks } from '../held-tasks.ts'
import { ownMode } from '../modes.ts'
import { patiently } from '../patience.ts'
import { formOf } from '../reading-fields.ts'
import {
  errorAnswer,
  idempotencyHeader,
  pagePictured,
  pagesAsFiles,
  pagesRead,
  pageWanted,
  pdfOpened,
  portionWanted,
  succeeded,
  taskWanted,
} from '../schemas.ts'
import type { ApiContext } from '../server.ts'
import { type UploadedFile, withUpload } from '../uploads.ts'
import { blocksOf, pngUrl, secondsOf, toPageResult, typeOf } from '../views.ts'
import { errors, SMALL_BODY, uploadErrors } from './answers.ts'
import { once, optionsOf, refusalOf, uncheckedBody, uploadRules } from './submit.ts'
import { PRIORITY } from './synchronous.ts'
import { known } from './tasks.ts'

const PAGE_PX = 2000

export function addPortionRoutes(scope: FastifyInstance, context: ApiContext, cleanUps: CleanUps): void {
  const { app, runtime, stopping } = context
  const { service } = app
  const server = scope.withTypeProvider<ZodTypeProvider>()
  const tags = ['Synchronous']
  const held = new HeldTasks(context)
  scope.addHook('preClose', async () => held.stop())

  server.post(
    '/api/pdf/init',
    {
      ...uncheckedBody,
      schema: {
        summary: 'Open a PDF; nothing of it is read yet',
        description:
          'It is gone when nobody has asked for its pages for 30 minutes; what was read stays in the history.',
        tags,
        consumes: ['multipart/form-data'],
        headers: idempotencyHeader,
        body: formOf({ file: z.file() }),
        response: { 200: pdfOpened, ...uploadErrors },
      },
    },
    async (request) =>
      withUpload(request, runtime.uploadsFolder, uploadRules(context, ['file'], 1), (upload) =>
        once(context, request, upload, async () => {
          const { fields } = upload
          const [file] = upload.files as [UploadedFile]
          if (typeOf(file.kind) !== 'pdf')
            throw new InkleafError('other_type', 'input', 'This is a picture, not a PDF. Send it to /api/ocr.')
          const job = await service.addHeld(file.path, { ...optionsOf(fields, app.settings, file), priority: PRIORITY })
          held.touch(job.id)
          return {
            success: true as const,
            task_id: job.id,
            total_pages: job.totalPages ?? 0,
            filename: job.name,
            thumbnails: await pictures(job.id, service.pageNumbers(job.id), THUMBNAIL_PX),
          }
        }),
      ),
  )

  server.post(
    '/api/pdf/process-batch',
    {
      bodyLimit: SMALL_BODY,
      schema: {
        summary: 'Read a portion of an opened PDF, and wait for it',
        description: 'The same call gives the same pages, however often it is made.',
        tags,
        body: portionWanted,
        response: { 200: pagesRead, ...errors, 504: errorAnswer },
      },
    },
    async (request, reply) => {
      const {
        task_id: id,
        batch_index: index,
        batch_size: count,
        mode: asked,
        processed_images: instead = {},
      } = request.body
      const { options, state } = known(app, id)
      // A task of the user's own is none that a client may hold back.
      if (!held.has(id) && !hasEnded(state))
        throw new InkleafError('wrong_state', 'input', `The task is ${state}, and was not opened by /api/pdf/init.`)
      if (held.has(id)) held.touch(id)
      const from = index * count
      const numbers = service.pageNumbers(id)
      const wanted = numbers.slice(from, from + count)
      const mode = asked === undefined ? null : ownMode(asked)
      const replaced = wanted.filter((page) => Object.hasOwn(instead, page))
      const paths = new Map(replaced.map((page) => [page, cleanUps.path(instead[page] ?? '')]))
      const pages = await patiently(reply, stopping, app.settings.timeouts.pageMs * count, async (signal) => {
        if (paths.size === 0) return service.readPages(id, { from, count, mode }, signal)
        const read: PageView[] = []
        for (const [at, page] of wanted.entries()) {
          const path = paths.get(page)
          if (path === undefined)
            read.push(...(await service.readPages(id, { from: from + at, count: 1, mode }, signal)))
          else read.push(await readCleaned(id, { ...options, mode: mode ?? options.mode }, path, page, signal))
        }
        return read
      })
      if (held.has(id)) held.touch(id, paths.size > 0)
      const job = known(app, id)
      const end = Math.min(from + count, numbers.length)
      const own = job.completedPages + job.failedPages + job.cancelledPages
      const processed = paths.size > 0 ? Math.max(own, end) : own
      const total = job.totalPages ?? 0
      const hasMore = end < numbers.length
      const usedMode = mode ?? job.options.mode
      return {
        success: true as const,
        task_id: id,
        results: pages.map((page) => answerOf(page, usedMode)),
        has_more: hasMore,
        next_batch_index: hasMore ? index + 1 : null,
        processed_pages: end,
        processed,
        total,
        done: processed >= total,
      }
    },
  )

  server.post(
    '/api/pdf/preview-page',
    {
      bodyLimit: SMALL_BODY,
      schema: { summary: 'How a page looks', tags, body: pageWanted, response: { 200: pagePictured, ...errors } },
    },
    async ({ body: { task_id: id, page_number: page } }) => {
      pageOf(id, page)
      const png = await service.pagePng(id, page, PAGE_PX)
      return { success: true as const, image: pngUrl(png) }
    },
  )

  server.post(
    '/api/pdf/extract-pages',
    {
      bodyLimit: SMALL_BODY,
      schema: {
        summary: 'Every page as a picture',
        tags,
        body: taskWanted,
        response: { 200: pagesAsFiles, ...errors },
      },
    },
    async ({ body: { task_id: id } }) => {
      known(app, id)
      if (held.has(id)) held.touch(id)
      const numbers = service.pageNumbers(id)
      const thumbs = await pictures(id, numbers, THUMBNAIL_PX)
      const images = numbers.map((page, at) => {
        const file = `pdf_extract_${id}/page_${page}.png`
        return {
          filename: `page_${page}.png`,
          file_path: `uploads/${file}`,
          file_url: `/api/files/${file}`,
          thumb_b64: thumbs[at] ?? '',
          page_number: page,
        }
      })
      return { success: true as const, total_images: images.length, images }
    },
  )

  server.get(
    '/api/files/:folder/:name',
    {
      schema: {
        summary: 'A page of an opened PDF as a picture',
        tags,
        params: z.object({ folder: z.string().max(200), name: z.string().max(300) }),
        response: { 200: pngFile, ...errors },
      },
    },
    async ({ params }, reply) => {
      const [, id] = /^pdf_extract_(.+)$/.exec(params.folder) ?? []
      const [, page] = /^page_(\d{1,7})\.png$/.exec(params.name) ?? []
      if (id === undefined || page === undefined) throw noSuchFile()
      pageOf(id, Number(page))
      if (held.has(id)) held.touch(id)
      return reply.type('image/png').send((await service.pagePng(id, Number(page), PAGE_PX)) as never)
    },
  )

  server.post(
    '/api/pdf/cancel',
    {
      bodyLimit: SMALL_BODY,
      schema: {
        summary: 'Be done with an opened PDF',
        tags,
        body: taskWanted,
        response: { 200: succeeded, ...errors },
      },
    },
    async ({ body: { task_id: id } }) => {
      known(app, id)
      await held.end(id)
      return { success: true as const }
    },
  )

  function pageOf(id: string, page: number): void {
    known(app, id)
    if (!service.page(id, page)) throw new InkleafError('no_such_page', 'input', `The task reads no page ${page}.`)
  }

  /** An empty one where a page can't be drawn: the others are there. */
  async function pictures(id: string, pages: readonly number[], px: number): Promise<string[]> {
    return Promise.all(
      pages.map(async (page) => {
        const png = await service.pagePng(id, page, px).catch(() => null)
        return png ? pngUrl(png) : ''
      }),
    )
  }

  /** A picture in place of a page: a document of its own, in a batch that is called as the PDF's task is. */
  async function readCleaned(
    id: string,
    options: JobOptions,
    path: string,
    page: number,
    signal: AbortSignal,
  ): Promise<PageView> {
    const own = { ...options, pages: null, password: null, maxPages: null, cleanUp: [], fresh: false }
    const { added, refused } = await app.addUpload({ paths: [path], options: jobOptions.parse(own), batchId: id })
    const jobId = added[0]?.job.id
    if (jobId === undefined) throw refusalOf(refused)
    await service.whenEnded(jobId, signal)
    const view = service.page(jobId, 1)
    if (!view) throw noSuchTask(jobId)
    return { ...view, page }
  }
}

function answerOf(page: PageView, mode: JobOptions['mode']) {
  const { text, content, error_message } = toPageResult(page)
  return {
    page: page.page,
    status: page.status,
    text: mode === 'markdown' ? content : text,
    markdown: content,
    blocks: blocksOf(page),
    processing_time: secondsOf(page),
    error_message,
  }
}

const pngFile = { description: 'The picture', content: { 'image/png': { schema: z.file() } } }

function noSuchFile(): InkleafError {
  return new InkleafError('no_such_file', 'input', 'There is no such file, or not any more.')
}
