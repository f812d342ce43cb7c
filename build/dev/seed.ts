/** `npm run seed [-- DOCUMENTS]`: a history of 500 documents to look at, in the data folder of `npm run dev`. */
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fillHistory } from '../../test/support/fill-history.ts'
import { installFolder, say } from '../setup/common.mjs'

const home = process.env['INKLEAF_HOME'] ?? join(installFolder, 'dev')
const jobs = Number(process.argv[2] ?? 500)
const KINDS = ['Invoice', 'Letter', 'Contract', 'Field notes', 'Minutes', 'Receipt', '合同', '发票']

if (existsSync(join(home, 'history.db'))) {
  say(`${home} has a history. Delete that folder first, or name another with INKLEAF_HOME.`)
  process.exitCode = 1
} else {
  mkdirSync(home, { recursive: true, mode: 0o700 })
  fillHistory(home, {
    jobs,
    pages: 8,
    name: (job) => `${KINDS[job % KINDS.length]} ${String(job + 1).padStart(4, '0')}.pdf`,
  })
  say(`${jobs} documents of 8 pages are in ${home}. See them with \`npm run dev\`.`)
}
