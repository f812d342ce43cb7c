/**
 * `npm run chaos [-- --rounds N] [--cluster | --network]`: N random rounds, 100 by default; stops at the first that goes wrong. With
 * `--cluster` pages are read by two workers over a Redis, and workers, Redis and what lies between are killed as well;
 * with `--network` (Linux, root) the cable of a worker, or of Redis, is cut for 30 s.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { PAGES, playRound } from './chaos.ts'
import { nothingLeft, playClusterRound, startCluster, VICTIMS, type Victim } from './cluster.ts'
import { playNetworkRound } from './network.ts'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '100' },
    cluster: { type: 'boolean', default: false },
    network: { type: 'boolean', default: false },
  },
})
const home = mkdtempSync(join(tmpdir(), 'inkleaf-chaos-'))
const rounds = Number(values.rounds)
const killed: Record<string, number> = {}
let midway = 0
const tell = (round: number, victim: string, afterMs: number, doneBefore: number) => {
  killed[victim] = (killed[victim] ?? 0) + 1
  midway += doneBefore > 0 && doneBefore < PAGES ? 1 : 0
  console.log(
    `round ${round}: ${victim} killed after ${afterMs} ms with ${doneBefore} of ${PAGES} pages done: all pages once`,
  )
}
if (values.network) await playNetwork()
else if (values.cluster) await playCluster()
else
  for (let round = 1; round <= rounds; round++) {
    const { victim, afterMs, doneBefore } = await playRound(home, round, Math.random)
    tell(round, victim, afterMs, doneBefore)
  }
if (!values.network) {
  const counts = Object.entries(killed).map(([victim, times]) => `${victim} ${times}`)
  console.log(
    `${rounds} rounds (killed: ${counts.join(', ')}), ${midway} of them between pages: no page lost, none twice, no orphan`,
  )
}
rmSync(home, { recursive: true, force: true })

/** Half of the rounds with a Redis whose data survive, half without. */
async function playCluster(): Promise<void> {
  for (const keeps of [true, false]) {
    const cluster = await startCluster(mkdtempSync(join(home, 'cluster-')), keeps)
    for (
      let round = keeps ? 1 : Math.ceil(rounds / 2) + 1;
      round <= (keeps ? Math.ceil(rounds / 2) : rounds);
      round++
    ) {
      const victim = VICTIMS[round % VICTIMS.length] as Victim
      const { afterMs, doneBefore } = await playClusterRound(cluster, round, victim, Math.random)
      tell(round, victim === 'redis' && !keeps ? 'redis with its data' : victim, afterMs, doneBefore)
    }
    await nothingLeft(cluster.redis)
    await cluster.end()
  }
}

async function playNetwork(): Promise<void> {
  for (let round = 1; round <= rounds; round++) {
    const cut = round % 2 === 1 ? 'worker' : 'redis'
    const seconds = await playNetworkRound(round, cut)
    console.log(`round ${round}: the cable of ${cut} cut for 30 s: all pages once, ${seconds.toFixed(0)} s in all`)
  }
}
