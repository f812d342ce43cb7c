/**
 * Tells others of the end of tasks, signed as Standard Webhooks has it (standardwebhooks.com): `webhook-id`,
 * `webhook-timestamp`, and `webhook-signature`, an HMAC-SHA256 of both and the body. Nothing of what was read is told.
 */
import { createHmac } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import pLimit from 'p-limit'
import { Agent, request } from 'undici'
import type { Webhook } from '../../src-preload/settings.ts'
import { secret } from '../app/secret.ts'
import { log } from '../log.ts'
import { needPublicNumber, publicAgent } from './public-address.ts'
import type { TaskMessage } from './socket/messages.ts'

const SENT_AT_A_TIME = 8
const ANSWER_MS = 15_000
/** After a failure it is sent again after so long. */
const AGAIN_AFTER_MS = [1000, 5000, 30_000, 5 * 60_000] as const

export interface WebhookOptions {
  hooks(): readonly Webhook[]
  stopping: AbortSignal
  againAfterMs?: readonly number[]
}

export class Webhooks {
  readonly #options: WebhookOptions
  /** Each has its own: one that does not answer keeps no other from hearing. */
  readonly #turns = new Map<string, ReturnType<typeof pLimit>>()
  readonly #public = publicAgent()
  readonly #any = new Agent()

  constructor(options: WebhookOptions) {
    this.#options = options
  }

  /** To all that are set up; one that can't be reached keeps no other from hearing. */
  tell(message: TaskMessage): void {
    const id = `msg_${secret()}`
    const timestamp = new Date()
    const body = JSON.stringify({ timestamp: timestamp.toISOString(), ...message })
    for (const hook of this.#options.hooks())
      void this.#deliver(hook, { id, seconds: Math.floor(timestamp.getTime() / 1000), body })
  }

  async #deliver(hook: Webhook, sent: { id: string; seconds: number; body: string }): Promise<void> {
    const { stopping, againAfterMs = AGAIN_AFTER_MS } = this.#options
    for (const wait of [0, ...againAfterMs]) {
      await delay(wait, null, { signal: stopping, ref: false }).catch(() => {})
      // Taken away meanwhile.
      if (stopping.aborted || !this.#options.hooks().some(({ id }) => id === hook.id)) return
      if (await this.#turnOf(hook)(() => this.#send(hook, sent))) return
    }
    log.warn({ webhook: hook.id }, 'a webhook was not reached')
  }

  #turnOf({ id }: Webhook): ReturnType<typeof pLimit> {
    const turn = this.#turns.get(id) ?? pLimit(SENT_AT_A_TIME)
    for (const known of this.#turns.keys())
      if (!this.#options.hooks().some((hook) => hook.id === known)) this.#turns.delete(known)
    this.#turns.set(id, turn)
    return turn
  }

  async #send(
    { url, secret: key, allowsPrivate }: Webhook,
    { id, seconds, body }: { id: string; seconds: number; body: string },
  ) {
    try {
      if (!allowsPrivate) needPublicNumber(new URL(url))
      const answer = await request(url, {
        method: 'POST',
        // No redirection is followed: it could lead elsewhere.
        dispatcher: allowsPrivate ? this.#any : this.#public,
        headers: {
          'content-type': 'application/json',
          'user-agent': 'Inkleaf',
          'webhook-id': id,
          'webhook-timestamp': String(seconds),
          'webhook-signature': signatureOf(key, id, seconds, body),
        },
        body,
        signal: AbortSignal.any([this.#options.stopping, AbortSignal.timeout(ANSWER_MS)]),
      })
      await answer.body.dump()
      return answer.statusCode >= 200 && answer.statusCode < 300
    } catch (caught) {
      log.debug({ err: caught }, 'a webhook could not be reached')
      return false
    }
  }

  async close(): Promise<void> {
    await Promise.all([this.#public.destroy(), this.#any.destroy()])
  }
}

/** `key` is `whsec_` and base64, as its owner has it. */
export function signatureOf(key: string, id: string, seconds: number, body: string): string {
  const bytes = Buffer.from(key.replace(/^whsec_/, ''), 'base64')
  return `v1,${createHmac('sha256', bytes).update(`${id}.${seconds}.${body}`).digest('base64')}`
}
