/** `Idempotency-Key` on every POST: who asks again, because the first answer got lost, gets it once more. */
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { CorePort } from '../app/port.ts'
import { idempotencyHeader } from './schemas.ts'

/**
 * Calls that change nothing when they are made again, or whose question or answer is a secret: nothing of them is stored.
 * Nor are files, which are sent as they are made.
 */
const NOT_KEPT =
  /^\/api\/(preprocess\/|pdf\/(preview-page|extract-pages)$|webhooks$|tasks\/(batch\/status|:task_id\/password)$)/

/** For the routes that are added from now on. Files are compared where they are taken in (`once` of submit.ts). */
export function makeRepeatable(scope: FastifyInstance, { service }: Pick<CorePort, 'service'>): void {
  scope.addHook('onRoute', (route) => {
    const { schema, handler } = route
    if (route.method !== 'POST' || schema?.hide || schema?.consumes || isFile(schema) || NOT_KEPT.test(route.url))
      return
    route.schema = { headers: idempotencyHeader, ...schema }
    route.handler = function (request, reply) {
      const key = keyOf(request)
      const answer = async () => handler.call(this, request, reply)
      return key === undefined ? answer() : service.answerOnce(key, fingerprintOf(request), answer)
    }
  })
}

export function keyOf(request: FastifyRequest): string | undefined {
  return idempotencyHeader.parse(request.headers)['idempotency-key']
}

function fingerprintOf({ routeOptions, params, query, body }: FastifyRequest): string {
  const asked = [routeOptions.url, params, query, body instanceof Readable ? null : body]
  return createHash('sha256').update(JSON.stringify(asked)).digest('hex')
}

function isFile(schema: { response?: unknown } | undefined): boolean {
  const good = (schema?.response as { 200?: { content?: unknown } } | undefined)?.[200]
  return good?.content !== undefined
}
