/** Files of several documents in several formats, called by the user's rule, never over what is there. */
import { existsSync } from 'node:fs'
import { dirname, isAbsolute, join } from 'node:path'
import type { JobView } from '../../src-preload/model.ts'
import type { Settings } from '../../src-preload/settings.ts'
import { coerceError, InkleafError } from '../errors.ts'
import type { Format } from '../export/formats.ts'
import { exportStem, withPages } from '../export/naming.ts'
import { besideNames, existing, makeFolder, outputStems } from '../export/write.ts'
import type { Exporter } from './exporter.ts'

export interface ExportManyParts {
  exporter: Exporter
  settings: Settings
}

/** `folder` null: beside each original. Returns the paths. Throws `no_original_folder` before anything is written. */
export async function exportMany(
  { exporter, settings }: ExportManyParts,
  jobs: readonly JobView[],
  formats: readonly Format[],
  folder: string | null,
  pages: string | null = null,
): Promise<string[]> {
  const byFolder = Map.groupBy(jobs, (job) => folder ?? folderOf(job))
  const files: string[] = []
  let without: unknown = null
  for (const [target, members] of byFolder) {
    await makeFolder(target)
    const stems = freeStems(
      target,
      members.map((job) => withPages(exportStem(job, settings.exports.name), pages)),
      formats,
    )
    for (const [at, job] of members.entries())
      for (const format of formats)
        try {
          files.push(...(await exporter.write(job, format, join(target, `${stems[at]}.${format}`), { pages })))
        } catch (caught) {
          // Documents without tables keep the others' tables from nobody.
          if (coerceError(caught).code !== 'no_tables') throw caught
          without ??= caught
        }
  }
  if (files.length === 0 && without) throw without
  return files
}

function folderOf({ name, sourcePath }: JobView): string {
  const folder = dirname(sourcePath)
  if (isAbsolute(sourcePath) && existsSync(folder)) return folder
  throw new InkleafError(
    'no_original_folder',
    'input',
    `The folder that ${name} came from is not there. Choose a folder instead (Settings > Export).`,
  )
}

/** Characters that a name made by a rule may have; most file systems bear 255 bytes. */
const LONGEST = 120

/** As file systems bear them, each once. */
function asFileNames(stems: readonly string[]): string[] {
  // What is behind a stem's last full stop is no ending.
  return outputStems(
    stems.map((stem) => `${stem.replaceAll('/', '_')}.x`),
    LONGEST,
  )
}

/** A document's name as a file, by the rule. */
export function exportFileName(job: JobView, format: Format, rule: string): string {
  return `${asFileNames([exportStem(job, rule)])[0]}.${format}`
}

/** Names that are free in the folder: nothing is ever overwritten. */
export function freeStems(folder: string, stems: readonly string[], formats: readonly Format[]): string[] {
  const taken = new Set<string>()
  return asFileNames(stems).map((stem) => {
    let free = stem
    for (let n = 2; isTaken(free); n++) free = `${stem} (${n})`
    taken.add(free.toLowerCase())
    return free
  })
  function isTaken(stem: string): boolean {
    const names = formats.flatMap((format) => [`${stem}.${format}`, ...besideNames(stem, format)])
    // Some file systems don't tell large letters from small ones.
    return taken.has(stem.toLowerCase()) || existing(folder, names).length > 0
  }
}
