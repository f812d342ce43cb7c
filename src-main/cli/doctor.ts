/** `inkleaf doctor`: what is installed, whether it works, and how to fix it; the last errors in the log. */
import { join } from 'node:path'
import { lastErrors } from '../app/diagnostics.ts'
import { examine } from '../app/health.ts'
import { resolveRuntime } from '../app/runtime.ts'
import { LOG_FILE } from '../log.ts'
import { note, print, shown } from './terminal.ts'

const SHOWN_ERRORS = 5

export async function doctor({ json }: { json: boolean }): Promise<number> {
  const runtime = resolveRuntime()
  const errors = await lastErrors(runtime, SHOWN_ERRORS)
  const checks = await examine(runtime)
  const ok = checks.every((check) => check.ok)
  if (json) await print(`${JSON.stringify({ ok, checks, lastErrors: errors }, null, 2)}\n`)
  for (const { name, ok: well, detail, fix } of json ? [] : checks) {
    await print(`${well ? 'ok  ' : 'BAD '} ${name.padEnd(12)} ${detail}\n`)
    if (fix) note(`     -> ${fix}`)
  }
  if (!json && errors.length > 0) {
    await print(`Last errors (${join(runtime.logsFolder, LOG_FILE)}):\n`)
    for (const error of errors) await print(`     ${shown(error)}\n`)
  }
  return ok ? 0 : 1
}
