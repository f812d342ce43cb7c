/** A model hub (https://huggingface.co/docs/hub/api): what a repository has, and where each of its files is. */
import { z } from 'zod'
import { InkleafError } from '../errors.ts'

export interface HubFile {
  path: string
  bytes: number
  /** Of large files: of their content. */
  sha256: string | null
  /** Of small ones: Git's own hash, of `blob SIZE\0` and the content. */
  gitSha1: string | null
}

export interface Repository {
  repo: string
  /** A commit, whatever was asked for. */
  revision: string
  files: HubFile[]
}

const info = z.object({ sha: z.string().regex(/^[0-9a-f]{40}$/) })
const tree = z.array(
  z.object({
    type: z.string(),
    path: z.string(),
    oid: z.string(),
    size: z.number().int().nonnegative(),
    lfs: z.object({ oid: z.string(), size: z.number().int().nonnegative() }).optional(),
  }),
)

export const REPO = /^[\w.-]{1,96}\/[\w.-]{1,96}$/
/** Weights and words: code, pickles and other forms of the same weights stay where they are. */
const WANTED = /^[\w.-]+\.(safetensors|json|jinja|txt|model|tiktoken)$|^LICENSE$/
const ANSWER_MS = 20_000

/** Throws an InkleafError `hub_unreachable`, `no_such_repository`, or `hub_rubbish`. */
export async function listRepository(hub: string, repo: string, revision: string): Promise<Repository> {
  const { sha } = await ask(`${hub}/api/models/${repo}/revision/${encodeURIComponent(revision)}`, info, repo, hub)
  const entries = await ask(`${hub}/api/models/${repo}/tree/${sha}?recursive=true`, tree, repo, hub)
  const files = entries
    .filter(({ type, path }) => type === 'file' && WANTED.test(path))
    .map(({ path, oid, size, lfs }): HubFile => {
      const sha256 = lfs?.oid.replace(/^sha256:/, '') ?? null
      return { path, bytes: lfs?.size ?? size, sha256, gitSha1: sha256 === null ? oid : null }
    })
  return { repo, revision: sha, files }
}

export function addressOf(hub: string, { repo, revision }: Repository, path: string): string {
  return `${hub}/${repo}/resolve/${revision}/${encodeURIComponent(path)}`
}

async function ask<T>(address: string, shape: z.ZodType<T>, repo: string, hub: string): Promise<T> {
  const answer = await fetch(address, { signal: AbortSignal.timeout(ANSWER_MS) }).catch((cause: unknown) => {
    throw unreachable(hub, cause)
  })
  if (answer.status === 401 || answer.status === 403 || answer.status === 404)
    throw new InkleafError(
      'no_such_repository',
      'input',
      `There is no model ${repo} at ${new URL(hub).host} that anybody may have.`,
    )
  if (!answer.ok) throw unreachable(hub, new Error(`status ${answer.status}`))
  const { data } = shape.safeParse(await answer.json().catch(() => null))
  if (data === undefined)
    throw new InkleafError('hub_rubbish', 'defect', `${new URL(hub).host} does not answer as a model hub does.`)
  return data
}

export function unreachable(hub: string, cause: unknown): InkleafError {
  return new InkleafError(
    'hub_unreachable',
    'transient',
    `${new URL(hub).host} can't be reached. Check the network, or set a mirror in Settings > Engines. What was fetched is kept.`,
    { cause },
  )
}
