/** Which tasks clients have subscribed to, over a restart: by their `client_id`. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import { logged } from '../../log.ts'

const file = z.record(z.string(), z.array(z.string()))
export type Subscriptions = z.infer<typeof file>

/** What can't be read is none. */
export function readSubscriptions(path: string): Subscriptions {
  try {
    return file.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return {}
  }
}

export function keepSubscriptions(path: string, subscriptions: Subscriptions): void {
  try {
    writeFileSync(`${path}.part`, JSON.stringify(subscriptions), { mode: 0o600 })
    renameSync(`${path}.part`, path)
  } catch (caught) {
    // A full disk: after a restart clients subscribe again.
    logged('the subscriptions could not be kept')(caught)
  }
}
