/** Tasks: listed, looked at, paused, cancelled, deleted. */
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { hasEnded, type JobView } from '../../../src-preload/model.ts'
import { coerceError, InkleafError } from '../../errors.ts'
import { noSuchTask } from '../errors.ts'
import { patiently } from '../patience.ts'
import {
  changedTask,
  done,
  MAX_ASKED,
  passwordGiven,
  progressAnswer,
  statusAnswer,
  statusQuestion,
  taskAnswer,
  taskList,
  taskPath,
  taskQuery,
  waiting,
} from '../schemas.ts'
import type { ApiContext } from '../server.ts'
import { currentPage, progressOf, toTask } from '../views.ts'
import { errors, SMALL_BODY } from './answers.ts'

export function addTaskRoutes(scope: FastifyInstance, context: ApiContext): void {
  const { app } = context
  const server = scope.withTypeProvider<ZodTypeProvider>()
  const tags = ['Tasks']

  server.get(
    '/api/tasks',
    {
      schema: {
        summary: 'Tasks, the newest first unless told',
        tags,
        querystring: taskQuery,
        response: { 200: taskList, ...errors },
      },
    },
    async ({ query: { status, sort, limit, offset } }) => {
      const filter = status === undefined ? {} : { states: [status] }
      const [jobs, total] = await Promise.all([
        app.history.list({ ...filter, sort, limit, offset }),
        app.history.count(filter),
      ])
      return { status: 'success' as const, data: jobs.map((job) => toTask(job, app.service)), total, limit, offset }
    },
  )

  server.get(
    '/api/tasks/:task_id',
    {
      schema: {
        summary: 'One task; with `wait`, once it has ended or so many seconds have passed',
        tags,
        params: taskPath,
        querystring: waiting,
        response: { 200: taskAnswer, ...errors },
      },
    },
    async ({ params: { task_id: id }, query: { wait } }, reply) => {
      if (wait > 0 && !hasEnded(known(app, id).state)) await endedWithin(context, reply, id, wait)
      return { status: 'success' as const, data: toTask(known(app, id), app.service) }
    },
  )

  server.delete(
    '/api/tasks/:task_id',
    {
      schema: {
        summary: 'Cancel a task that waits or runs; delete one that has ended',
        tags,
        params: taskPath,
        response: { 200: done, ...errors },
      },
    },
    async ({ params: { task_id: id } }) => {
      const ended = hasEnded(known(app, id).state)
      if (ended) await app.handlers['history.remove']({ jobIds: [id] })
      else await app.handlers['jobs.cancel']({ jobIds: [id] })
      return { status: 'success' as const, message: ended ? 'Deleted.' : 'Cancelled.', task_id: id }
    },
  )

  server.get(
    '/api/tasks/:task_id/progress',
    { schema: { summary: 'How far a task is', tags, params: taskPath, response: { 200: progressAnswer, ...errors } } },
    async ({ params }) => {
      const job = known(app, params.task_id)
      const stages = Object.entries(await app.history.stageTimingsMs(job.id))
      const data = {
        task_id: job.id,
        task_status: job.state,
        progress: progressOf(job),
        current_page: currentPage(job),
        total_pages: job.totalPages,
        processed_pages: job.completedPages + job.failedPages,
        failed_pages: job.failedPages,
        eta_seconds: job.etaSeconds,
        processing_rate: job.pagesPerSecond,
        stage_timings: Object.fromEntries(stages.map(([stage, ms]) => [stage, ms / 1000])),
      }
      return { status: 'success' as const, ...data, data }
    },
  )

  for (const action of ['pause', 'resume', 'retry'] as const)
    server.post(
      `/api/tasks/:task_id/${action}`,
      {
        schema: {
          summary: {
            pause: 'Pause a task',
            resume: 'Go on with a paused task',
            retry: 'Read failed and cancelled pages again',
          }[action],
          tags,
          params: taskPath,
          response: { 200: changedTask, ...errors },
        },
      },
      async ({ params }) => {
        const job = await changeTask(app, params.task_id, action)
        return {
          status: 'success' as const,
          message: `The task is ${job.state}.`,
          task_id: job.id,
          data: toTask(job, app.service),
        }
      },
    )

  server.post(
    '/api/tasks/:task_id/password',
    {
      bodyLimit: SMALL_BODY,
      schema: {
        summary: 'Give a protected PDF the password that it waits for',
        tags,
        params: taskPath,
        body: passwordGiven,
        response: { 200: changedTask, ...errors },
      },
    },
    async ({ params: { task_id: id }, body: { password } }) => {
      const { state } = known(app, id)
      if (state !== 'waiting_for_password')
        throw new InkleafError('wrong_state', 'input', `The task is ${state}; it waits for no password.`)
      await app.handlers['jobs.givePassword']({ jobId: id, password })
      const job = known(app, id)
      return {
        status: 'success' as const,
        message: `The task is ${job.state}.`,
        task_id: id,
        data: toTask(job, app.service),
      }
    },
  )

  server.post(
    '/api/tasks/batch/status',
    {
      bodyLimit: SMALL_BODY,
      schema: {
        summary: `The status of up to ${MAX_ASKED} tasks`,
        tags,
        body: statusQuestion,
        response: { 200: statusAnswer, ...errors },
      },
    },
    async ({ body }) => {
      const tasks = body.task_ids.map((id) => {
        const job = app.service.task(id)
        return {
          task_id: id,
          status: job?.state ?? ('not_found' as const),
          progress: job ? progressOf(job) : 0,
          created_at: job?.createdAt ?? null,
          completed_at: job?.endedAt ?? null,
          error_message: job ? app.service.reason(job) : 'There is no such task.',
        }
      })
      const counts: Record<string, number> = {}
      for (const { status } of tasks) counts[status] = (counts[status] ?? 0) + 1
      return { status: 'success' as const, tasks, summary: { total_tasks: tasks.length, status_counts: counts } }
    },
  )
}

export function known(app: ApiContext['app'], id: string): JobView {
  const job = app.service.task(id)
  if (!job) throw noSuchTask(id)
  return job
}

/** Throws `wrong_state` where the action has no effect. */
export async function changeTask(
  app: ApiContext['app'],
  id: string,
  action: 'pause' | 'resume' | 'retry' | 'cancel',
): Promise<JobView> {
  const { state, failedPages, cancelledPages } = known(app, id)
  const may = {
    pause: state === 'pending' || state === 'processing',
    resume: state === 'paused',
    retry: state === 'failed' || state === 'partial' || state === 'cancelled' || failedPages + cancelledPages > 0,
    cancel: !hasEnded(state),
  }[action]
  if (!may)
    throw new InkleafError(
      'wrong_state',
      'input',
      `The task is ${state}; there is nothing to ${action}.${state === 'waiting_for_password' ? ` POST {"password": ...} to /api/tasks/${id}/password.` : ''}`,
    )
  await app.handlers[`jobs.${action}`]({ jobIds: [id] })
  return known(app, id)
}

/** Waits no longer than that; what comes then is how it is. */
async function endedWithin({ app, stopping }: ApiContext, reply: FastifyReply, id: string, seconds: number) {
  try {
    await patiently(reply, stopping, seconds * 1000, (signal) => app.service.whenEnded(id, signal))
  } catch (caught) {
    if (coerceError(caught).code !== 'page_late') throw caught
  }
}
