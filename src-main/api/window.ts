/** The window's files, pictures of pages and downloads. */
import type { FastifyInstance } from 'fastify'
import { exportFile } from '../app/export-file.ts'
import type { CorePort } from '../app/port.ts'
import type { Runtime } from '../app/runtime.ts'
import { windowFile } from '../app/window-files.ts'
import type { Access } from './access.ts'
import { attachment } from './file-name.ts'
import { letInByCookie } from './guard.ts'

export function addWindow(server: FastifyInstance, app: CorePort, runtime: Runtime, access: Access): void {
  server.get<{ Querystring: { key?: unknown } }>('/', async (request, reply) => {
    const { key } = request.query
    const byToken = access.tokenInPath(request.raw) === 'right'
    if (key === undefined && !byToken) return sendFile('/')
    // Nothing that opens the door stays in the address bar or in the browser's history.
    if (byToken) return reply.redirect(letInByCookie(reply, access, 'token'), 303)
    const opens = typeof key === 'string' && access.enter(key)
    return reply.redirect(opens ? letInByCookie(reply, access, 'key') : '/', 303)

    async function sendFile(path: string) {
      const { status, mediaType, body } = await windowFile(app, runtime.windowFolder, path)
      const { title } = app.settings.api
      const page =
        title === '' ? body : String(body).replace('<title>Inkleaf</title>', `<title>${escaped(title)}</title>`)
      return reply.code(status).type(mediaType).header('cache-control', 'no-store').send(page)
    }
  })

  type Exporting = { Params: { jobId: string; format: string }; Querystring: { pages?: unknown } }
  server.get<Exporting>('/exports/:jobId/:format', async (request, reply) => {
    const { jobId, format } = request.params
    const pages = typeof request.query.pages === 'string' ? request.query.pages : null
    const { name, mediaType, body } = await exportFile(app, jobId, format, { whole: true, pages })
    return reply
      .type(mediaType)
      .header('content-disposition', attachment(name))
      .header('cache-control', 'no-store')
      .send(body)
  })

  server.get('/*', async (request, reply) => {
    const path = request.url.replace(/[?#].*$/s, '')
    const { status, mediaType, body, lasting } = await windowFile(app, runtime.windowFolder, path)
    const caching = lasting ? 'private, max-age=31536000, immutable' : 'no-store'
    return reply.code(status).type(mediaType).header('cache-control', caching).send(body)
  })
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
