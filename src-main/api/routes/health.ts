/** Whether work can be done; the only addresses that need no token. */
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { errorAnswer, health, unhealthy } from '../schemas.ts'
import type { ApiContext } from '../server.ts'

export function addHealthRoutes(server: FastifyInstance, { app }: ApiContext): void {
  const schema = {
    summary: 'Whether work can be done',
    description:
      'From what is known already: an engine that nothing has needed yet is healthy, and is not started for this.',
    tags: ['System'],
    security: [],
    response: { 200: health, '4xx': errorAnswer, 503: unhealthy },
  }
  for (const url of ['/health', '/healthz'])
    server.withTypeProvider<ZodTypeProvider>().get(url, { schema }, async (_request, reply) => {
      const reason = app.service.unwell()
      const timestamp = new Date().toISOString()
      if (reason === null) return { status: 'healthy' as const, timestamp }
      reply.header('retry-after', 2)
      return reply.code(503).send({ status: 'unhealthy' as const, timestamp, reason })
    })
}
