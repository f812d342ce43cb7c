/** The API's token, made at the first start. */
import { MIN_TOKEN } from '../../src-preload/settings.ts'
import type { CorePort } from '../app/port.ts'
import { InkleafError } from '../errors.ts'
import { typed } from '../packaged.ts'

export async function ensureToken({ settings, handlers }: Pick<CorePort, 'settings' | 'handlers'>): Promise<void> {
  if (settings.api.token === '') await handlers['api.newToken']({})
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)
}

/** A short one can be guessed by whoever may try from elsewhere. */
export function isGoodFor(host: string, token: string): boolean {
  return isLoopback(host) || token.length >= MIN_TOKEN
}

/** Other machines get in by the token alone. Throws `bad_host` where it is too short for that. */
export function checkHost(host: string, token: string): void {
  if (isGoodFor(host, token)) return
  throw new InkleafError(
    'bad_host',
    'input',
    `To be reached from other machines (${host}) the token needs ${MIN_TOKEN} characters or more: \`${typed('token', '--new')}\`.`,
  )
}
