/** `inkleaf token`: the API's token, on standard output and nowhere else. */
import { resolveRuntime } from '../app/runtime.ts'
import { readSettings } from '../settings/store.ts'
import { openCore } from './core.ts'
import { note, print } from './terminal.ts'

export async function token({ new: wantsNew }: { new: boolean }): Promise<number> {
  const { settingsFile } = resolveRuntime()
  const known = readSettings(settingsFile).api.token
  if (known !== '' && !wantsNew) {
    await print(`${known}\n`)
    return 0
  }
  const core = await openCore()
  try {
    const made = await core.call('api.newToken', {})
    if (known !== '') note('The old token is no longer good.')
    await print(`${made.token}\n`)
    return 0
  } finally {
    await core.close()
  }
}
