/** The address of the cluster's Redis, and how it is handed to our processes: never among their arguments. */
import type { Settings } from '../../src-preload/settings.ts'

const ADDRESS = 'INKLEAF_REDIS'
const PREFIX = 'INKLEAF_REDIS_PREFIX'

/** Whether the address is named there, before any setting. */
export function isRedisInEnvironment(environment: NodeJS.ProcessEnv = process.env): boolean {
  return Boolean(environment[ADDRESS])
}

/** With its password. Null: none is named. */
export function redisUrl(
  { redis }: Pick<Settings['cluster'], 'redis'>,
  password: () => string | null,
  environment: NodeJS.ProcessEnv = process.env,
): string | null {
  const named = environment[ADDRESS]
  if (named) return named
  const url = URL.parse(redis)
  if (!url) return null
  const own = password()
  if (own) url.password = encodeURIComponent(own)
  return url.href
}

/** A prefix in the environment goes before one that is set, as the address does. */
export function redisEnvironment(
  url: string,
  prefix: string,
  environment: NodeJS.ProcessEnv = process.env,
): NodeJS.ProcessEnv {
  const own = environment[PREFIX] || prefix
  return { [ADDRESS]: url, ...(own ? { [PREFIX]: own } : {}) }
}
