/** Inkleaf's local API for Node and browsers. What is given and returned is in index.d.ts; schema.d.ts is generated. */
import createClient from 'openapi-fetch'

/** Seconds that one question waits for a task's end. */
const WAIT_S = 30

export function inkleaf({ address = 'http://127.0.0.1:54188', token, ...options }) {
  return createClient({ ...options, baseUrl: address, headers: { authorization: `Bearer ${token}` } })
}

export async function read(client, file, { filename, signal, ...options } = {}) {
  const form = new FormData()
  for (const [name, value] of Object.entries(options)) if (value !== undefined) form.set(name, String(value))
  form.set('files', file, filename ?? file.name ?? 'document')
  const sent = given(await client.POST('/api/async/batch', { body: form, bodySerializer: (body) => body, signal }))
  const [task] = sent.submitted_tasks
  if (!task) throw new Error(sent.failed_files[0]?.error ?? 'The file was not taken in.')
  const path = { task_id: task.task_id }
  for (;;) {
    const { data } = given(await client.GET('/api/tasks/{task_id}', { params: { path, query: { wait: WAIT_S } }, signal }))
    if (data.status === 'waiting_for_password') throw new Error(data.error_message ?? 'The file needs its password.')
    if (data.status === 'paused') throw new Error('The task was paused in Inkleaf; it goes on when it is resumed there.')
    if (['completed', 'partial', 'failed', 'cancelled'].includes(data.status)) break
  }
  return given(await client.GET('/api/tasks/{task_id}/result', { params: { path }, signal })).data
}

function given({ data, error }) {
  if (data !== undefined) return data
  throw new Error(error?.message ?? 'Inkleaf gave no answer.')
}
