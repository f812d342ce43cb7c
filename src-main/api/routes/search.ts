/** Everything that was ever read, searched. */
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { MAX_FOUND, searchFound, searchQuery } from '../schemas.ts'
import type { ApiContext } from '../server.ts'
import { errors } from './answers.ts'

export function addSearchRoutes(scope: FastifyInstance, { app }: ApiContext): void {
  scope.withTypeProvider<ZodTypeProvider>().get(
    '/api/search',
    {
      schema: {
        summary: 'Pages that have these words, prefixes or "phrases", the best first',
        description: `At most ${MAX_FOUND} are counted: \`total\` is that where there are more.`,
        tags: ['Search'],
        querystring: searchQuery,
        response: { 200: searchFound, ...errors },
      },
    },
    async ({ query: { q, limit, offset } }) => {
      const { hits } = await app.history.search({ words: q, limit: MAX_FOUND })
      const data = hits.slice(offset, offset + limit).map(({ jobId, page, name, text, marks }) => ({
        task_id: jobId,
        page_number: page,
        file_name: name,
        snippet: text,
        marks,
      }))
      return { status: 'success' as const, total: hits.length, limit, offset, data }
    },
  )
}
