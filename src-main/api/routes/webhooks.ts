/** Who is told of the end of tasks. */
import { randomBytes, randomUUID } from 'node:crypto'
import { lookup } from 'node:dns/promises'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import pLimit from 'p-limit'
import { z } from 'zod'
import type { Webhook } from '../../../src-preload/settings.ts'
import { InkleafError } from '../../errors.ts'
import { checkedUrl, isPublic } from '../public-address.ts'
import type { ApiContext } from '../server.ts'
import type { Published } from '../socket/events.ts'
import { Webhooks } from '../webhooks.ts'
import { errors, SMALL_BODY } from './answers.ts'

const MOST = 50

const good = z.literal('success')
const hook = z.object({ id: z.string(), url: z.string(), private: z.boolean(), created_at: z.iso.datetime() })
const wanted = z.object({
  url: z.string().min(1).max(2000),
  confirm_private: z.boolean().default(false).describe('true: it may be on this machine or its network'),
})
const added = z.object({
  status: good,
  data: hook.extend({ secret: z.string().describe('signs what it is sent (standardwebhooks.com); shown only now') }),
})
const list = z.object({ status: good, data: z.array(hook) })
const removed = z.object({ status: good, message: z.string() })
const byId = z.object({ webhook_id: z.string().min(1).max(100) })

export function addWebhookRoutes(
  scope: FastifyInstance,
  { app, stopping, webhookAgainMs }: ApiContext,
  published: Published,
): void {
  const server = scope.withTypeProvider<ZodTypeProvider>()
  const tags = ['Webhooks']
  const webhooks = new Webhooks({
    hooks: () => app.settings.api.webhooks,
    stopping,
    ...(webhookAgainMs ? { againAfterMs: webhookAgainMs } : {}),
  })
  /** One change after the other: each starts from what the last one made. */
  const inTurn = pLimit(1)
  const change = (make: (now: readonly Webhook[]) => Webhook[]) =>
    inTurn(() => app.handlers['settings.set']({ patch: { api: { webhooks: make(app.settings.api.webhooks) } } }))
  published.on('message', (message) => {
    if (/^task_(completed|failed|cancelled)$/.test(message.type)) webhooks.tell(message)
  })
  scope.addHook('onClose', () => webhooks.close())

  server.post(
    '/api/webhooks',
    {
      bodyLimit: SMALL_BODY,
      schema: {
        summary: 'Tell an address of the end of every task',
        description:
          'It is sent the message of /ws, signed; ids and states, nothing of what was read. Failures are repeated for some minutes.',
        tags,
        body: wanted,
        response: { 200: added, ...errors },
      },
    },
    async ({ body: { url: given, confirm_private: allowsPrivate } }) => {
      const url = checkedUrl(given)
      if (!allowsPrivate && (await isPrivate(url.hostname)))
        throw new InkleafError(
          'private_address',
          'input',
          `${url.hostname} is on this machine or its network. Send confirm_private: true if that is what you want.`,
        )
      const one: Webhook = {
        id: randomUUID(),
        url: url.href,
        secret: `whsec_${randomBytes(24).toString('base64')}`,
        allowsPrivate,
        since: new Date().toISOString(),
      }
      await change((now) => {
        if (now.length >= MOST)
          throw new InkleafError('too_many_webhooks', 'input', `There may be ${MOST} webhooks. Remove one.`)
        return [...now, one]
      })
      return { status: 'success' as const, data: { ...viewOf(one), secret: one.secret } }
    },
  )

  server.get(
    '/api/webhooks',
    { schema: { summary: 'Who is told', tags, response: { 200: list, ...errors } } },
    async () => ({ status: 'success' as const, data: app.settings.api.webhooks.map(viewOf) }),
  )

  server.delete(
    '/api/webhooks/:webhook_id',
    { schema: { summary: 'Tell it no more', tags, params: byId, response: { 200: removed, ...errors } } },
    async ({ params: { webhook_id: id } }) => {
      await change((now) => {
        const others = now.filter((one) => one.id !== id)
        if (others.length < now.length) return others
        throw new InkleafError('no_such_webhook', 'input', 'There is no such webhook.')
      })
      return { status: 'success' as const, message: 'It is told no more.' }
    },
  )
}

function viewOf({ id, url, allowsPrivate, since }: Webhook) {
  return { id, url, private: allowsPrivate, created_at: since }
}

/** A name that leads nowhere now is judged when it is spoken to. */
async function isPrivate(host: string): Promise<boolean> {
  const found = await lookup(host.replace(/^\[|\]$/g, ''), { all: true }).catch(() => [])
  return found.some(({ address }) => !isPublic(address))
}
