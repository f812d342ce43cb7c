/** `Idempotency-Key` on every POST: who asks again, because the first answer got lost, gets it once more. */
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { CorePort } from '../app/port.ts'
import { idempotencyHeader } from './schemas.ts'

/** For the routes that are added from now on. Files are compared where they are taken in (`once` of submit.ts). */
export function makeRepeatable(scope: FastifyInstance, { service }: Pick<CorePort, 'service'>): void {
  scope.addHook('onRoute', (route) => {
    const { schema, handler } = route
    if (route.method !== 'POST' || schema?.hide || schema?.consumes) return
    route.schema = { headers: idempotencyHeader, ...schema }
    route.handler = function (request, reply) {
      const key = keyOf(request)
      const answer = async () => handler.call(this, request, reply)
      // A file is sent as it is made; asking for it again changes nothing.
      return key === undefined || isFile(schema) ? answer() : service.answerOnce(key, fingerprintOf(request), answer)
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
