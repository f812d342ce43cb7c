/** What the asynchronous service's own page asks when it starts: limits, and whether there is a notice or a user. */
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { currentUser, frontendConfig, noticeConfig } from '../schemas.ts'
import type { ApiContext } from '../server.ts'
import { errors } from './answers.ts'

/** So long its page follows a task; the window and /ws do so for as long as it takes. */
const POLL_S = 24 * 3600

export function addPageStartRoutes(scope: FastifyInstance, { app }: ApiContext): void {
  const server = scope.withTypeProvider<ZodTypeProvider>()
  const tags = ['Page']

  server.get(
    '/api/frontend/config',
    { schema: { summary: 'Limits of what is taken in', tags, response: { 200: frontendConfig, ...errors } } },
    async () => {
      const { maxImageBytes, maxPdfBytes, maxPdfPages } = app.settings.apiLimits
      return {
        status: 'success' as const,
        config: {
          frontend_poll_timeout: POLL_S,
          max_image_size_mb: maxImageBytes / 1e6,
          max_pdf_size_mb: maxPdfBytes / 1e6,
          max_pdf_pages: maxPdfPages,
        },
      }
    },
  )

  for (const what of ['announcement', 'broadcast'])
    server.get(
      `/api/${what}/config`,
      { schema: { summary: 'There is no notice', tags, response: { 200: noticeConfig, ...errors } } },
      async () => ({
        status: 'success' as const,
        enabled: false as const,
        content: '' as const,
        message: '' as const,
        type: 'info' as const,
        closable: true as const,
      }),
    )

  server.get(
    '/api/user/current',
    { schema: { summary: 'There is no user', tags, response: { 200: currentUser, ...errors } } },
    async () => ({ status: 'success' as const, data: null }),
  )
}
