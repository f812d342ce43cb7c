/** A history with a document that has words in doubt. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fillHistory, pageOf } from './fill-history.ts'
import { temporaryFolder } from './folders.ts'

/** Twenty lines on the first page, each with a word in doubt; one on the third of three. */
function doubtfulPage(page: number) {
  const rows = Array.from({ length: 20 }, (_, n) => `line ${n} has the wo${n}rd in it`)
  const result = pageOf(page, rows.join('\n'))
  for (const [n, line] of (result.blocks[0]?.lines ?? []).entries()) {
    if (page === 2 || (page === 3 && n > 0)) continue
    const start = line.text.indexOf('wo')
    const end = line.text.indexOf(' in it')
    line.doubts = [{ start, end, place: [0.5, 0.7], sure: 0.4, others: ['word', 'ward'] }]
  }
  return result
}

/** The data folder; its document is called `document 0.pdf`. */
export function doubtfulHome(settings: object = {}): string {
  const home = join(temporaryFolder(), 'home')
  mkdirSync(home)
  writeFileSync(join(home, 'settings.json'), JSON.stringify(settings))
  fillHistory(home, { jobs: 1, pages: 3, result: (_, page) => doubtfulPage(page) })
  return home
}
