/** The address of the cluster's Redis, and how it is handed to our processes: never among their arguments. */
import type { Settings } from '../../src-preload/settings.ts'

/** `INKLEAF_REDIS` goes before the setting. Null: none is named. */
export function redisUrl(
  { redis }: Settings['cluster'],
  password: string | null,
  environment: NodeJS.ProcessEnv = process.env,
): string | null {
  const named = environment['INKLEAF_REDIS']
  if (named) return named
  const url = URL.parse(redis)
  if (!url) return null
  if (password) url.password = encodeURIComponent(password)
  return url.href
}

export function redisEnvironment(url: string, prefix: string): NodeJS.ProcessEnv {
  return { INKLEAF_REDIS: url, ...(prefix === '' ? {} : { INKLEAF_REDIS_PREFIX: prefix }) }
}
