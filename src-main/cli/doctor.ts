/** `inkleaf doctor`: what is installed, how it does, and the mend for what is not well. */
import { examine } from '../app/health.ts'
import { resolveRuntime } from '../app/runtime.ts'
import { note, print } from './terminal.ts'

export async function doctor({ json }: { json: boolean }): Promise<number> {
  const checks = await examine(resolveRuntime())
  const ok = checks.every((check) => check.ok)
  if (json) await print(`${JSON.stringify({ ok, checks }, null, 2)}\n`)
  for (const { name, ok: well, detail, mend } of json ? [] : checks) {
    await print(`${well ? 'ok  ' : 'BAD '} ${name.padEnd(12)} ${detail}\n`)
    if (mend) note(`     -> ${mend}`)
  }
  return ok ? 0 : 1
}
