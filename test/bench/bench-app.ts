/** An app in a data folder of its own, for measuring. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type App, createApp } from '../../src-main/app/create-app.ts'
import { type Runtime, resolveRuntime } from '../../src-main/app/runtime.ts'
import { PdfPool } from '../../src-main/documents/pdf-pool.ts'
import type { CommandInput } from '../../src-preload/contract.ts'
import { hasEnded, type JobView, type PageView } from '../../src-preload/model.ts'

export interface BenchApp {
  app: App
  runtime: Runtime
  /** Adds a file and waits for its end. */
  read(path: string, options: CommandInput<'jobs.add'>['options']): Promise<PageView[]>
  close(): Promise<void>
}

export async function openBenchApp(): Promise<BenchApp> {
  const home = mkdtempSync(join(tmpdir(), 'inkleaf-bench-'))
  const runtime = resolveRuntime({ ...process.env, INKLEAF_HOME: home })
  const app = await createApp({ runtime, scope: 'all' })
  if (!app) throw new Error('the data folder is taken')
  return {
    app,
    runtime,
    read: async (path, options) => {
      const { added, refused } = await app.queue.add({ paths: [path], options })
      const job = added[0]?.job
      if (!job) throw new Error(`${path}: ${refused[0]?.message}`)
      await ended(app, job)
      return app.history.pages(job.id)
    },
    close: async () => {
      await app.close()
      rmSync(home, { recursive: true, force: true })
    },
  }
}

/** Draws pages for the truth and for the peers, apart from the app's own threads. */
export function openPool({ workers, pdfjsFolder }: Runtime): PdfPool {
  return new PdfPool({ worker: workers.pdf, pdfjsFolder, maxRenderPixels: () => 40_000_000, threads: 1 })
}

export function ended(app: App, job: JobView): Promise<JobView> {
  return new Promise((resolve) => {
    const take = (view: JobView) => {
      if (view.id !== job.id || !hasEnded(view.state)) return
      app.queue.off('event', listen)
      resolve(view)
    }
    const listen = (event: { type: string; job?: JobView }) => {
      if (event.type === 'job' && event.job) take(event.job)
    }
    app.queue.on('event', listen)
    void app.history.job(job.id).then(take)
  })
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}

export function percentile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(part * sorted.length) - 1)] ?? 0
}
