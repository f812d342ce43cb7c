/** The part of the API that clients are made for: ours, without the shapes of other services and what is there twice. */

type Described = Record<string, unknown>
type Operations = Record<string, { tags?: string[] }>

const TAGS: ReadonlySet<string> = new Set([
  'Tasks',
  'Results',
  'Batches',
  'Search',
  'Synchronous',
  'System',
  'Webhooks',
])
/** Said by another address as well, or in no form that a generated client reads. */
const LEFT_OUT = /^\/(process\/|metrics$|healthz$|api\/tasks\/(image|pdf)$|api\/tasks\/\{task_id\}\/events$)/

export function clientDescription(whole: Described): Described {
  const paths = Object.entries(whole['paths'] as Record<string, Operations>).flatMap(([path, operations]) => {
    if (LEFT_OUT.test(path)) return []
    const kept = Object.entries(operations).filter(([, { tags = [] }]) => tags.some((tag) => TAGS.has(tag)))
    return kept.length > 0 ? [[path, Object.fromEntries(kept)]] : []
  })
  return { ...whole, paths: Object.fromEntries(paths) }
}
