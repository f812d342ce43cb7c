/** The whole service: how much, how well, how fast, and what a crash left. */
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { metrics, metricsHistory, prometheusText, recovery, stats, systemHealth } from '../schemas.ts'
import type { ApiContext } from '../server.ts'
import { errors } from './answers.ts'

export function addSystemRoutes(scope: FastifyInstance, { app }: ApiContext): void {
  const server = scope.withTypeProvider<ZodTypeProvider>()
  const { service } = app
  const { monitor } = service
  const tags = ['System']

  server.get(
    '/api/system/stats',
    { schema: { summary: 'How many tasks and pages there are', tags, response: { 200: stats, ...errors } } },
    async () => {
      const [totals, counts] = await Promise.all([app.history.totals(), app.history.stateCounts()])
      const data = {
        total_tasks: Object.values(counts).reduce((sum, count) => sum + count, 0),
        status_counts: counts,
        total_pages: totals.pages,
        queue_length: service.queueLength(),
      }
      return { status: 'success' as const, ...data, data }
    },
  )

  server.get(
    '/api/system/health',
    { schema: { summary: 'Whether all is well, and what is not', tags, response: { 200: systemHealth, ...errors } } },
    async () => {
      const [unwell, warnings] = await Promise.all([service.unwell(), monitor.warnings()])
      const issues = [...(unwell === null ? [] : [unwell]), ...warnings.map(({ message }) => message)]
      const overall = unwell !== null ? 'critical' : warnings.length > 0 ? 'warning' : 'healthy'
      const data = { overall_status: overall as 'healthy' | 'warning' | 'critical', issues }
      return { status: 'success' as const, ...data, data }
    },
  )

  server.get(
    '/api/system/metrics',
    { schema: { summary: 'The machine, and how the work goes', tags, response: { 200: metrics, ...errors } } },
    async () => {
      const { counts } = monitor
      const [now, view] = await Promise.all([monitor.resources(), monitor.view()])
      const data = {
        cpu: { cores: now.cores, percent: now.cpuPercent, load_average: now.loadAverage },
        memory: {
          total_bytes: now.memoryTotalBytes,
          available_bytes: now.memoryAvailableBytes,
          app_bytes: now.appBytes,
          engine_bytes: now.engineBytes,
        },
        disk: { total_bytes: now.diskTotalBytes, free_bytes: now.diskFreeBytes },
        gpu_memory: { used_bytes: view.now.gpuBytes, total_bytes: view.now.gpuTotalBytes },
        pages: {
          in_flight: view.now.pagesInFlight,
          waiting: view.now.pagesWaiting,
          allowed: view.pace.pages,
          allowed_because: view.pace.reason,
          memory_state: view.pace.memory,
        },
        page_seconds: { last_10: view.last10, last_100: view.last100 },
        throughput: {
          pages_per_second: monitor.pagesPerSecond(),
          seconds_per_page: service.secondsPerPage(),
          pages_completed: counts.pagesCompleted,
          pages_failed: counts.pagesFailed,
          pages_retried: counts.pagesRetried,
        },
        timeouts: counts.timeouts,
        errors: counts.errors,
        uptime_seconds: (Date.now() - monitor.startedAt) / 1000,
      }
      return { status: 'success' as const, ...data, data }
    },
  )

  server.get(
    '/api/system/metrics/history',
    {
      schema: { summary: 'The last day, a sample a minute', tags, response: { 200: metricsHistory, ...errors } },
    },
    async () => ({ status: 'success' as const, data: await app.handlers['monitor.history']({}) }),
  )

  server.get(
    '/api/system/recovery',
    { schema: { summary: 'Checkpoints, and what was taken up again', tags, response: { 200: recovery, ...errors } } },
    async () => {
      const { counts, interrupted } = monitor
      const data = {
        checkpoints: counts.pagesCompleted + counts.pagesFailed,
        last_checkpoint_at: counts.lastCheckpointAt === null ? null : new Date(counts.lastCheckpointAt).toISOString(),
        recovered_pages: interrupted.pages,
        recovered_tasks: interrupted.jobIds,
        engine_restarts: monitor.engineRestarts,
      }
      return { status: 'success' as const, ...data, data }
    },
  )

  server.get(
    '/metrics',
    { schema: { summary: "The metrics in Prometheus' text form", tags, response: { 200: prometheusText, ...errors } } },
    async (_request, reply) => {
      const registry = service.registry()
      return reply.type(registry.contentType).send((await registry.metrics()) as never)
    },
  )
}
