/** Pictures cleaned up before they are read, for clients of the Flask service; what is done is the option `clean_up`. */
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { JobOptions } from '../../../src-preload/model.ts'
import { filesZip } from '../../app/export-zip.ts'
import { InkleafError } from '../../errors.ts'
import { type CleanUpPicture, type CleanUps, folderName } from '../clean-ups.ts'
import { attachment } from '../file-name.ts'
import { cleanedPictures, howToCleanUp, picturesToRead, taskWanted, toCleanUp, zipFile } from '../schemas.ts'
import type { ApiContext } from '../server.ts'
import { withUpload } from '../uploads.ts'
import { pngUrl } from '../views.ts'
import { errors, SMALL_BODY, uploadErrors } from './answers.ts'
import { uncheckedBody, uploadRules } from './submit.ts'

export function addCleanUpRoutes(scope: FastifyInstance, context: ApiContext, cleanUps: CleanUps): void {
  const { app, runtime } = context
  const server = scope.withTypeProvider<ZodTypeProvider>()
  const tags = ['Clean-up']
  scope.addHook('preClose', async () => cleanUps.stop())

  server.post(
    '/api/preprocess/upload',
    {
      ...uncheckedBody,
      schema: {
        summary: 'Pictures to be cleaned up',
        tags,
        consumes: ['multipart/form-data'],
        body: z.object({ files: z.array(z.file()).min(1) }),
        response: { 200: toCleanUp, ...uploadErrors },
      },
    },
    (request) =>
      withUpload(
        request,
        runtime.uploadsFolder,
        { ...uploadRules(context, ['files', 'file'], app.settings.apiLimits.maxPdfPages), several: true },
        async (upload) => {
          const { files, refused } = upload
          const failed = [
            ...refused.map(({ name, error }) => ({ filename: name, error: error.message })),
            ...files
              .filter(({ kind }) => kind === 'pdf')
              .map(({ name }) => ({ filename: name, error: 'This is a PDF. Send it to /api/pdf/init.' })),
          ]
          const pictures = files.filter(({ kind }) => kind !== 'pdf')
          if (pictures.length === 0)
            throw new InkleafError(
              'nothing_taken',
              'input',
              failed.map((one) => `${one.filename}: ${one.error}`).join(' '),
            )
          const set = await cleanUps.add(pictures)
          return {
            success: true as const,
            task_id: set.id,
            total_images: set.pictures.length,
            images: set.pictures.map((picture) => ({
              ...viewOf(set.id, picture),
              raw_path: `${folderName(set.id)}/raw/${picture.name}`,
              thumb_b64: picture.thumb && pngUrl(picture.thumb),
            })),
            failed_files: failed,
          }
        },
      ),
  )

  server.post(
    '/api/preprocess/process',
    {
      bodyLimit: SMALL_BODY,
      schema: {
        summary: 'Clean them up',
        description:
          'Shadows, pale print and backgrounds are one step here (contrast), specks another (denoise). The text stays grey: black and white would cost it its edges.',
        tags,
        body: howToCleanUp,
        response: { 200: cleanedPictures, ...errors },
      },
    },
    async ({ body: { task_id: id, settings } }) => {
      const pictures = await cleanUps.clean(id, stepsOf(settings))
      return {
        success: true as const,
        results: pictures.map((picture) => ({
          ...viewOf(id, picture),
          ...(picture.cleaned ? { processed_thumb_b64: pngUrl(picture.cleaned.thumb) } : {}),
        })),
      }
    },
  )

  server.post(
    '/api/preprocess/to-ocr',
    {
      bodyLimit: SMALL_BODY,
      schema: {
        summary: 'Those that were cleaned up',
        tags,
        body: taskWanted,
        response: { 200: picturesToRead, ...errors },
      },
    },
    async ({ body: { task_id: id } }) => ({
      success: true as const,
      processed_images: cleanUps.pictures(id).flatMap((picture) =>
        picture.cleaned
          ? [
              {
                filename: picture.name,
                processed_path: pathOf(id, picture.cleaned),
                thumb_b64: pngUrl(picture.cleaned.thumb),
              },
            ]
          : [],
      ),
    }),
  )

  server.post(
    '/api/preprocess/download',
    {
      bodyLimit: SMALL_BODY,
      schema: { summary: '... as one ZIP', tags, body: taskWanted, response: { 200: zipFile, ...errors } },
    },
    async ({ body: { task_id: id } }, reply) => {
      const cleaned = cleanUps.pictures(id).flatMap((picture) => picture.cleaned ?? [])
      if (cleaned.length === 0)
        throw new InkleafError(
          'nothing_read',
          'input',
          'None of them has been cleaned up: POST to /api/preprocess/process first.',
        )
      const zip = filesZip(cleaned.map(({ path }) => ({ name: basename(path), read: () => readFile(path) })))
      return reply
        .type('application/zip')
        .header('content-disposition', attachment(`processed_images_${id}.zip`))
        .send(zip as never)
    },
  )

  server.get(
    '/api/files/:folder/:kind/:name',
    {
      schema: {
        summary: 'A picture that was cleaned up',
        tags,
        params: z.object({ folder: z.string().max(200), kind: z.string().max(50), name: z.string().max(300) }),
        response: { 200: jpegFile, ...errors },
      },
    },
    async ({ params: { folder, kind, name } }, reply) => {
      const bytes = await readFile(cleanUps.path(`${folder}/${kind}/${name}`))
      const type = kind === 'processed' ? 'image/jpeg' : 'application/octet-stream'
      return reply.type(type).send(Readable.from([bytes]) as never)
    },
  )
}

const jpegFile = {
  description: 'The picture',
  content: { 'image/jpeg': { schema: z.file() }, 'application/octet-stream': { schema: z.file() } },
}

/** What that service does to a picture, in our steps. */
function stepsOf(settings: z.output<typeof howToCleanUp>['settings']): JobOptions['cleanUp'] {
  const { enhance, remove_shadows, binarize, remove_bg, denoise } = settings
  return [
    ...(enhance || remove_shadows || binarize || remove_bg ? (['contrast'] as const) : []),
    ...(denoise ? (['denoise'] as const) : []),
  ]
}

function viewOf(id: string, picture: CleanUpPicture) {
  const { name, cleaned, error } = picture
  return {
    filename: name,
    status: error !== null ? ('failed' as const) : cleaned ? ('completed' as const) : ('pending' as const),
    processed_path: cleaned ? pathOf(id, cleaned) : null,
    ...(error === null ? {} : { error }),
  }
}

function pathOf(id: string, cleaned: { name: string }): string {
  return `${folderName(id)}/processed/${cleaned.name}`
}
