/** The monitor's figures in Prometheus' text form. They are read when they are asked for, so both forms say the same. */
import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import type { Monitor } from './monitor.ts'

export interface Gauges {
  jobsByState(): Promise<Record<string, number>>
}

export function newRegistry(monitor: Monitor, { jobsByState }: Gauges): Registry {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry, prefix: 'inkleaf_' })

  const gauge = (name: string, help: string, read: () => number | null | Promise<number | null>) =>
    new Gauge({
      name: `inkleaf_${name}`,
      help,
      registers,
      async collect() {
        const value = await read()
        // Not 0, which reset() would make of it.
        if (value === null) this.remove()
        else this.set(value)
      },
    })
  const counter = (name: string, help: string, read: () => number) =>
    new Counter({
      name: `inkleaf_${name}`,
      help,
      registers,
      collect() {
        this.reset()
        this.inc(read())
      },
    })
  const byLabel = (name: string, help: string, label: string, read: () => Promise<Record<string, number>>) =>
    new Gauge({
      name: `inkleaf_${name}`,
      help,
      labelNames: [label],
      registers,
      async collect() {
        this.reset()
        for (const [key, value] of Object.entries(await read())) this.set({ [label]: key }, value)
      },
    })

  const { counts } = monitor
  counter('pages_completed_total', 'Pages read since the start.', () => counts.pagesCompleted)
  counter('pages_failed_total', 'Pages that failed for good since the start.', () => counts.pagesFailed)
  counter('pages_retried_total', 'Attempts that are to be made again.', () => counts.pagesRetried)
  counter('page_timeouts_total', 'Attempts that took too long.', () => counts.timeouts)
  counter('engine_restarts_total', 'Ends of the recognition process.', () => monitor.engineRestarts)
  byLabel('errors', 'Failed attempts since the start, by code.', 'code', async () => counts.errors)
  byLabel('tasks', 'Tasks in the history, by status.', 'status', jobsByState)
  gauge('pages_per_second', 'Pages read a second, over the last minute.', () => monitor.pagesPerSecond())
  gauge('cpu_percent', 'Of all cores.', async () => (await monitor.resources()).cpuPercent)
  gauge('memory_available_bytes', "The machine's.", async () => (await monitor.resources()).memoryAvailableBytes)
  gauge('app_memory_bytes', "The app's own process's share.", async () => (await monitor.resources()).appBytes)
  gauge('engine_memory_bytes', "The engines' processes' share.", async () => (await monitor.resources()).engineBytes)
  gauge('gpu_memory_bytes', 'What MLX holds.', async () => (await monitor.resources()).gpu?.activeBytes ?? null)
  gauge('gpu_working_set_bytes', 'What Metal recommends at most.', async () => {
    return (await monitor.resources()).gpu?.workingSetBytes ?? null
  })
  gauge('pages_in_flight', 'Pages at work on this machine.', async () => (await monitor.view()).now.pagesInFlight)
  gauge('pages_waiting', 'Pages that wait.', async () => (await monitor.view()).now.pagesWaiting)
  gauge('pages_allowed', 'Pages that may be at work now.', async () => (await monitor.view()).pace.pages)
  gauge('page_seconds_p50', 'Of the last 100 pages.', async () => (await monitor.view()).last100?.p50 ?? null)
  gauge('page_seconds_p95', 'Of the last 100 pages.', async () => (await monitor.view()).last100?.p95 ?? null)
  gauge('disk_free_bytes', 'Where the history is.', async () => (await monitor.resources()).diskFreeBytes)
  return registry
}
