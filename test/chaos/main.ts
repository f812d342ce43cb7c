/** `npm run chaos [-- --rounds N]`: N random rounds, 100 by default; stops at the first that goes wrong. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { playRound } from './chaos.ts'

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '100' } } })
const home = mkdtempSync(join(tmpdir(), 'inkleaf-chaos-'))
const rounds = Number(values.rounds)
const killed = { app: 0, sidecar: 0 }
let midway = 0
for (let round = 1; round <= rounds; round++) {
  const { victim, afterMs, doneBefore } = await playRound(home, round, Math.random)
  killed[victim]++
  midway += doneBefore > 0 && doneBefore < 8 ? 1 : 0
  console.log(`round ${round}: ${victim} killed after ${afterMs} ms with ${doneBefore} of 8 pages done: all pages once`)
}
console.log(
  `${rounds} rounds, ${killed.app} kills of the app, ${killed.sidecar} of the recognition process, ${midway} of them between pages: no page lost, none twice, no orphan`,
)
rmSync(home, { recursive: true, force: true })
