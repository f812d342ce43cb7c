/** Languages that Tesseract has data for on this machine. */
import { existsSync, readdirSync } from 'node:fs'

const DATA = '.traineddata'
/** Orientation and equations are no languages. */
const NO_LANGUAGES: ReadonlySet<string> = new Set(['osd', 'equ', 'snum'])

/** Where Tesseract's own packages put theirs: Homebrew, Debian, Fedora and Arch. */
export const SYSTEM_FOLDERS = [
  '/opt/homebrew/share/tessdata',
  '/usr/local/share/tessdata',
  '/usr/share/tesseract-ocr/5/tessdata',
  '/usr/share/tesseract-ocr/4.00/tessdata',
  '/usr/share/tesseract/tessdata',
  '/usr/share/tessdata',
]

/** ISO 639-3 codes as Tesseract has them, with the folder of each: the user's own goes first. */
export function installedLanguages(ownFolder: string, systemFolders = SYSTEM_FOLDERS): Map<string, string> {
  const found = new Map<string, string>()
  for (const folder of [ownFolder, ...systemFolders]) {
    if (!existsSync(folder)) continue
    for (const name of readdirSync(folder)) {
      const language = name.slice(0, -DATA.length)
      if (!name.endsWith(DATA) || NO_LANGUAGES.has(language) || found.has(language)) continue
      if (/^[a-z]{3}(_[a-z]+)?$/i.test(language)) found.set(language, folder)
    }
  }
  return found
}

export function languagesIn(folders: string[]): ReadonlySet<string> {
  return new Set(installedLanguages('', folders).keys())
}

/** English and the scripts that the fast engine reads itself, and better. */
const READ_BY_OURSELVES =
  /^(eng|deu|fra|spa|ita|por|nld|swe|dan|nor|fin|pol|ces|slk|slv|hrv|hun|ron|tur|est|lav|lit|cat|lat|chi_(sim|tra)(_vert)?|jpn(_vert)?)$/

export function languagesForOthers(languages: ReadonlyMap<string, string>): string[] {
  return [...languages.keys()].filter((language) => !READ_BY_OURSELVES.test(language))
}
