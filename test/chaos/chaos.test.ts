import { expect, it } from 'vitest'
import { temporaryFolder } from '../support/folders.ts'
import { playRound } from './chaos.ts'
import { nothingLeft, playClusterRound, startCluster, VICTIMS } from './cluster.ts'

// Linux only: it finds processes in /proc.
it.runIf(process.platform === 'linux')('whatever is killed, every page ends exactly once', async () => {
  const home = temporaryFolder()
  // Both victims, early, in the middle and late.
  const draws = [0.1, 0.55, 0.9, 0.6, 0.2, 0.7, 0.8, 0.75]
  for (let round = 0; round < draws.length / 2; round++) {
    const own = draws.slice(2 * round, 2 * round + 2)
    const played = await playRound(home, round, () => own.shift() ?? 0)
    expect(played.victim).toBe((draws[2 * round] ?? 0) < 0.5 ? 'app' : 'sidecar')
  }
})

it.runIf(process.platform === 'linux')('whatever is killed in a cluster, every page ends exactly once', async () => {
  const cluster = await startCluster(temporaryFolder(), false)
  try {
    for (const [round, victim] of VICTIMS.entries()) await playClusterRound(cluster, round, victim, () => 0.35)
    await nothingLeft(cluster.redis)
  } finally {
    await cluster.end()
  }
})
