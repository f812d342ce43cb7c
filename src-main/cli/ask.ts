/** `inkleaf history ask` and `answers`: questions about pages that were read. */
import { randomUUID } from 'node:crypto'
import type { EngineView } from '../../src-preload/contract.ts'
import type { PageAnswer } from '../../src-preload/model.ts'
import { UsageError } from '../errors.ts'
import { typed } from '../packaged.ts'
import { withCore } from './core.ts'
import { jobOf } from './history.ts'
import { note, print } from './terminal.ts'

export interface AskFlags {
  engine?: string
  tables: boolean
  formulas: boolean
  json: boolean
}

/** Without an engine the first that can answer. */
export async function askPage(
  id: string,
  page: number,
  words: readonly string[],
  { engine, tables, formulas, json }: AskFlags,
): Promise<number> {
  const question = words.join(' ').trim()
  if ([tables, formulas, question !== ''].filter(Boolean).length !== 1)
    throw new UsageError('Ask a question, or use --tables or --formulas: one of the three.')
  const asked = tables ? 'table' : formulas ? 'formula' : 'question'
  const job = await jobOf(id)
  return withCore(async (core) => {
    const chosen = engine ?? firstAble(await core.call('engines.list', {}))
    const answer = await core.call('pages.ask', {
      id: randomUUID(),
      jobId: job.id,
      page,
      engine: chosen,
      asked,
      question,
    })
    if (json) await print(`${JSON.stringify(answer)}\n`)
    else await tell(answer)
    return 0
  })
}

export async function listAnswers(id: string, { json }: { json: boolean }): Promise<number> {
  const job = await jobOf(id)
  return withCore(async (core) => {
    const answers = await core.call('pages.answers', { jobId: job.id })
    if (json) await print(`${JSON.stringify(answers)}\n`)
    else if (answers.length === 0) note('Nothing has been asked about this document.')
    for (const answer of json ? [] : answers) {
      note(`--- page ${answer.page}, ${answer.model}: ${answer.question || answer.asked} ---`)
      await tell(answer)
    }
    return 0
  })
}

async function tell({ answer, notices }: PageAnswer): Promise<void> {
  await print(`${answer}\n`)
  for (const { message } of notices) note(message)
}

const READY: ReadonlySet<EngineView['state']> = new Set(['ready', 'stopped', 'starting', 'busy'])

function firstAble(engines: readonly EngineView[]): string {
  const able = engines.find(({ kind, state }) => (kind === 'vlm' || kind === 'remote') && READY.has(state))
  if (able) return able.id
  throw new UsageError(
    `No engine that answers questions is set up: a vision model or a service (\`${typed('engines')}\`).`,
  )
}
