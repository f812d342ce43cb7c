/** What the system says of the machine and of this process. */
import { readFile } from 'node:fs/promises'
import { availableParallelism, cpus } from 'node:os'

export interface CpuTimes {
  /** Milliseconds of all cores since the start of the machine. */
  all: number
  idle: number
  /** Milliseconds of this process. */
  own: number
}

export function cpuTimes(): CpuTimes {
  const times = cpus().map((cpu) => cpu.times)
  const idle = times.reduce((sum, one) => sum + one.idle, 0)
  const all = times.reduce((sum, { user, nice, sys, irq, idle: free }) => sum + user + nice + sys + irq + free, 0)
  const { user, system } = process.cpuUsage()
  return { all, idle, own: (user + system) / 1000 }
}

/** Parts of all cores, 0 to 1: everybody's, ours, and of these the engines'. */
export interface CpuShares {
  busy: number
  own: number
  engines: number
}

/** What was used between two looks; `enginesMs`: what the engines' processes have used between them. */
export function cpuShares(before: CpuTimes, now: CpuTimes, enginesMs: number): CpuShares {
  const all = now.all - before.all
  if (all <= 0) return { busy: 0, own: 0, engines: 0 }
  const busy = Math.min(1, Math.max(0, (all - (now.idle - before.idle)) / all))
  const own = Math.min(busy, Math.max(0, (now.own - before.own + enginesMs) / all))
  return { busy, own, engines: Math.min(own, enginesMs / all) }
}

export const cores = availableParallelism()

/** This process's share of memory: pages that several have are parted among them (Linux); elsewhere what is resident. */
export async function shareBytes(): Promise<number> {
  if (process.platform !== 'linux') return process.memoryUsage.rss()
  const rollup = await readFile('/proc/self/smaps_rollup', 'utf8').catch(() => '')
  const kilobytes = /^Pss:\s+(\d+) kB/m.exec(rollup)?.[1]
  return kilobytes === undefined ? process.memoryUsage.rss() : Number(kilobytes) * 1024
}
