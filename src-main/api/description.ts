/** The API's description: OpenAPI at /openapi.json, made of the same schemas that requests are checked with. */
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance, FastifyReply } from 'fastify'
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
export async function addDescriptionRoutes(scope: FastifyInstance, access: Access, isAlone: boolean): Promise<void> {
  scope.get('/openapi.json', { schema: { hide: true } }, async () => scope.swagger())
  // The page's own files have no token in front: a browser that came with it goes on with a cookie, in a room.
  const toPage = (reply: FastifyReply) => reply.redirect(`${letInByCookie(reply, access, 'token')}docs/`, 303)
  scope.addHook('onRequest', async (request, reply) => {
    if (access.tokenInPath(request.raw) === 'right' && /^\/docs\/?$/.test(request.url)) await toPage(reply)
  })
  // Where there is no window, the token alone leads there too.
  if (isAlone)
    scope.get('/', { schema: { hide: true } }, async (request, reply) =>
      access.tokenInPath(request.raw) === 'right' ? toPage(reply) : reply.callNotFound(),
    )
  await scope.register(swaggerUi, {
    routePrefix: '/docs',
    uiConfig: { validatorUrl: null, persistAuthorization: false },
    theme: { title: 'Inkleaf: the local API', favicon: [{ ...LOGO, filename: 'icon.svg', rel: 'icon', sizes: 'any' }] },
    logo: { ...LOGO, href: './', target: '_self' },
    // What is tried out there is asked of the room, which has the cookie.
    transformSpecificationClone: true,
    transformSpecification: (specification, request) => ({
      ...specification,
      servers: [{ url: access.roomOf(request.raw)?.replace(/\/$/, '') ?? '/' }],
    }),
  })
}

/** Our name, drawn: the page would have its library's. */
const LOGO = {
  type: 'image/svg+xml',
  content: Buffer.from(
    '<svg xmlns="http://www.w3.org/2000/svg" width="150" height="40" viewBox="0 0 150 40"><path d="M8 33V17a10 10 0 0 1 10-10h8v10a10 10 0 0 1-10 10h-4v6z" fill="#7fb08a"/><text x="36" y="27" font-family="sans-serif" font-size="22" fill="#fff">Inkleaf</text></svg>',
  ),
}
