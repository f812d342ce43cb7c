/** The API's description: OpenAPI at /openapi.json, made of the same schemas that requests are checked with. */
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod'
import type { Access } from './access.ts'
import { letInByCookie } from './guard.ts'

const DESCRIPTION = `Reads scans, photos and PDFs into text and Markdown on this machine.

Send the token as \`Authorization: Bearer TOKEN\`, or as the first segment of the path: \`/TOKEN/api/...\`.
Messages about tasks come over the WebSocket \`/ws?client_id=NAME\`.`

export async function addDescription(server: FastifyInstance, version: string): Promise<void> {
  await server.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Inkleaf', description: DESCRIPTION, version, license: { name: 'Apache-2.0' } },
      servers: [{ url: '/' }],
      security: [{ token: [] }],
      components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
    },
    // The window's own addresses are none of the API's.
    hideUntagged: true,
    transform: jsonSchemaTransform,
    transformObject: jsonSchemaTransformObject,
  })
}

/** The description itself, and a page that shows it without anything from elsewhere. */
export async function addDescriptionRoutes(scope: FastifyInstance, access: Access): Promise<void> {
  scope.get('/openapi.json', { schema: { hide: true } }, async () => scope.swagger())
  // The page's own files have no token in front: a browser that came with it goes on with a cookie.
  scope.addHook('onRequest', async (request, reply) => {
    if (!access.cameByPath(request.raw) || !/^\/docs\/?$/.test(request.url)) return
    await letInByCookie(reply, access, 'token').redirect('/docs/', 303)
  })
  await scope.register(swaggerUi, {
    routePrefix: '/docs',
    uiConfig: { validatorUrl: null, persistAuthorization: false },
    theme: { title: 'Inkleaf: the local API' },
  })
}
