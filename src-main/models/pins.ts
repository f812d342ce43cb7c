/** Models whose files are known here by their hashes, by their ids: made by `npm run models:pin` where the hub is reached. */
import { z } from 'zod'
import { listRepository, type Repository } from './hub.ts'
import pinned from './pins.json' with { type: 'json' }

const hash = z.string().regex(/^[0-9a-f]+$/)
const pins = z.record(
  z.string(),
  z.object({
    repo: z.string(),
    revision: z.string().regex(/^[0-9a-f]{40}$/),
    files: z.array(
      z.object({
        path: z.string(),
        bytes: z.int().nonnegative(),
        sha256: hash.length(64).nullable(),
        gitSha1: hash.length(40).nullable(),
      }),
    ),
  }),
)
export type Pins = z.infer<typeof pins>

export const PINS: Pins = pins.parse(pinned)

/** What the hub has of each now. Throws where one can't be had. */
export async function pinsOf(hub: string, models: readonly { id: string; repo: string }[]): Promise<Pins> {
  const made: [string, Repository][] = []
  for (const { id, repo } of models) made.push([id, await listRepository(hub, repo, 'main')])
  return Object.fromEntries(made)
}
