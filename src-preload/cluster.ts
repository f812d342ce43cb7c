/** Reading on many machines: where their Redis is, and what is known of the workers. */
import { z } from 'zod'

/** `redis://host:6379/0`, or `rediss://` with TLS. Its password is a key like a service's, and never in here. */
export const redisAddress = z
  .string()
  .trim()
  .refine((given) => given === '' || isRedis(given), 'The address begins with redis:// or rediss://.')
  .refine((given) => !URL.parse(given)?.password, 'The password is entered below, not in the address.')

export const clusterSettings = z.object({
  /** Empty: none is named. */
  redis: redisAddress.default(''),
  /** Before every key in it, for a Redis that others use too. */
  prefix: z
    .string()
    .trim()
    .max(100)
    .regex(/^[\x21-\x7e]*$/, 'has no spaces and only plain letters, digits and signs')
    .default(''),
  /** Pages are read on this machine while no worker can be reached. */
  readsHere: z.boolean().default(false),
})

export const clusterWorker = z.object({
  name: z.string(),
  host: z.string(),
  version: z.string(),
  engine: z.string(),
  model: z.string(),
  device: z.string(),
  slots: z.int(),
  busy: z.int(),
  pagesRead: z.int(),
  pagesPerSecond: z.number(),
  rssBytes: z.number(),
  memoryTotalBytes: z.number(),
  memoryAvailableBytes: z.number(),
  seenMsAgo: z.number(),
  /** Heard of within the last seconds. */
  isThere: z.boolean(),
  /** ... and of this Inkleaf's version. */
  isUsable: z.boolean(),
})
export type ClusterWorker = z.infer<typeof clusterWorker>

function isRedis(given: string): boolean {
  const url = URL.parse(given)
  return url !== null && ['redis:', 'rediss:'].includes(url.protocol) && url.hostname !== ''
}
