/** The contract over HTTP and a WebSocket, for the window in a browser. */
import type { Bridge } from '../src-preload/bridge-types.ts'
import type { Additions, FeedMessage, WireAnswer } from '../src-preload/contract.ts'
import type { JobOptions } from '../src-preload/model.ts'
import { CoreError } from './core-error.ts'

const COME_BACK_MS = 1000

export function browserBridge(): Bridge {
  return {
    kind: 'browser',
    desktop: null,
    call: async (command, input) => {
      const answer = await fetch(`/bridge/call/${command}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(input),
      })
      return (await resultOf(answer)) as never
    },
    onFeed,
    addFiles,
  }
}

async function resultOf(answer: Response): Promise<unknown> {
  if (answer.status === 401)
    throw new CoreError({ code: 'locked', message: 'Inkleaf was started anew. Open the address in its terminal.' })
  const said = (await answer.json()) as WireAnswer
  if ('error' in said) throw new CoreError(said.error)
  return said.result
}

/** A lost connection is taken up again by itself, and begins with a new snapshot. */
function onFeed(listener: (message: FeedMessage) => void, onLost: () => void): () => void {
  let closed = false
  let socket: WebSocket
  const connect = () => {
    socket = new WebSocket(`${location.origin.replace('http', 'ws')}/bridge/events`)
    socket.onmessage = (message: MessageEvent<string>) => listener(JSON.parse(message.data) as FeedMessage)
    socket.onclose = () => {
      if (closed) return
      onLost()
      setTimeout(connect, COME_BACK_MS)
    }
  }
  connect()
  return () => {
    closed = true
    socket.close()
  }
}

async function addFiles(files: readonly File[], options: JobOptions): Promise<Additions> {
  const all: Additions = { batchId: '', added: [], refused: [] }
  for (const file of files) {
    const query = new URLSearchParams({ name: file.name, options: JSON.stringify(options) })
    if (all.batchId) query.set('batchId', all.batchId)
    try {
      const answer = await fetch(`/bridge/uploads?${query}`, {
        method: 'POST',
        headers: { 'content-type': 'application/octet-stream' },
        body: file,
      })
      const one = (await resultOf(answer)) as Additions
      all.batchId = one.batchId
      all.added.push(...one.added)
      all.refused.push(...one.refused.map((refusal) => ({ ...refusal, path: file.name })))
    } catch (caught) {
      const code = caught instanceof CoreError ? caught.code : 'upload_failed'
      all.refused.push({ path: file.name, code, message: caught instanceof Error ? caught.message : String(caught) })
    }
  }
  return all
}
