/** Settings without Electron: one JSON file in the data folder, the same shape that electron-store writes. */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { patched, type Settings, type SettingsPatch, settingsSchema } from '../../src-preload/settings.ts'
import { InkleafError } from '../errors.ts'

/** A missing file is all defaults; a file that can't be understood is named, never replaced in silence. */
export function readSettings(file: string): Settings {
  if (!existsSync(file)) return settingsSchema.parse({})
  let raw: unknown
  try {
    raw = JSON.parse(readFileSync(file, 'utf8'))
  } catch (cause) {
    throw new InkleafError('settings_damaged', 'input', `${file} is no valid JSON. Fix or delete it.`, { cause })
  }
  const parsed = settingsSchema.safeParse(raw)
  if (parsed.success) return parsed.data
  const first = parsed.error.issues[0]
  throw new InkleafError(
    'settings_invalid',
    'input',
    `${file}: ${first?.path.join('.')}: ${first?.message}. Fix or delete it.`,
  )
}

/** The settings' file as a store. */
export function settingsInFile(file: string): { read(): Settings; write(settings: Settings): void } {
  return { read: () => readSettings(file), write: (settings) => writeSettings(file, settings) }
}

/** Written beside and renamed, so that a crash leaves the old file. */
export function writeSettings(file: string, settings: Settings): void {
  const beside = `${file}.new`
  writeFileSync(beside, `${JSON.stringify(settingsSchema.parse(settings), null, 2)}\n`, { mode: 0o600 })
  renameSync(beside, file)
}

/** `current` with `patch` over it. Throws an InkleafError that names the setting which is out of its bounds. */
export function changed(current: Settings, patch: SettingsPatch): Settings {
  try {
    return patched(current, patch)
  } catch (cause) {
    const [issue] = (cause as { issues?: { path: PropertyKey[]; message: string }[] }).issues ?? []
    const where = issue?.path.join('.') ?? 'settings'
    throw new InkleafError('bad_setting', 'input', `${where}: ${issue?.message ?? 'not a value for this'}.`, { cause })
  }
}
