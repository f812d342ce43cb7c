/** The contract over HTTP and a WebSocket, for the window in a browser. */
import type { Bridge, Loss } from '../src-preload/bridge-types.ts'
import type { Additions, FeedMessage, WireAnswer } from '../src-preload/contract.ts'
import type { JobOptions } from '../src-preload/model.ts'
import { CoreError } from './core-error.ts'

const COME_BACK_MS = 1000

export function browserBridge(): Bridge {
  // Whoever opens the server's address without a path is brought here again.
  localStorage.setItem('inkleaf-room', location.pathname)
  return {
    kind: 'browser',
    desktop: null,
    call: async (command, input) => {
      const answer = await fetch(`bridge/call/${command}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(input),
      }).catch(unreachable)
      return (await resultOf(answer)) as never
    },
    onFeed,
    addFiles,
  }
}

function unreachable(): never {
  throw new CoreError({ code: 'unreachable', message: "Inkleaf isn't running. Try again once it is back." })
}

async function resultOf(answer: Response): Promise<unknown> {
  if (answer.status === 401)
    throw new CoreError({ code: 'locked', message: 'Inkleaf was restarted. Open the address in its terminal.' })
  const said = (await answer.json()) as WireAnswer
  if ('error' in said) throw new CoreError(said.error)
  return said.result
}

/** Why there is no connection; null: there could be one. */
async function loss(): Promise<Loss | null> {
  const answer = await fetch('index.html', { cache: 'no-store' }).catch(() => null)
  if (answer?.status === 401) return 'locked'
  return answer?.ok ? null : 'away'
}

/** A lost connection is taken up again by itself, and begins with a new snapshot. */
function onFeed(listener: (message: FeedMessage) => void, onLost: (loss: Loss) => void): () => void {
  let closed = false
  let socket: WebSocket
  const connect = () => {
    socket = new WebSocket(new URL('bridge/events', location.href).href.replace('http', 'ws'))
    socket.onmessage = (message: MessageEvent<string>) => listener(JSON.parse(message.data) as FeedMessage)
    socket.onclose = () => {
      if (closed) return
      onLost('away')
      void whenBack((why) => !closed && onLost(why)).then(() => !closed && connect())
    }
  }
  connect()
  return () => {
    closed = true
    socket.close()
  }
}

/** Resolves once the server answers this browser; `onLoss` hears each time why it doesn't. */
async function whenBack(onLoss: (loss: Loss) => void = () => {}): Promise<void> {
  for (;;) {
    await new Promise((done) => setTimeout(done, COME_BACK_MS))
    const why = await loss()
    if (why === null) return
    onLoss(why)
  }
}

async function addFiles(files: readonly File[], options: JobOptions): Promise<Additions> {
  const all: Additions = { batchId: '', added: [], refused: [] }
  for (const file of files) {
    const query = new URLSearchParams({ name: file.name, options: JSON.stringify(options) })
    if (all.batchId) query.set('batchId', all.batchId)
    try {
      const one = (await resultOf(await upload(query, file))) as Additions
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

/** While the server is away, or doesn't know this browser, the file waits for it. Throws where the file can't be read. */
async function upload(query: URLSearchParams, file: File): Promise<Response> {
  for (;;) {
    const answer = await fetch(`bridge/uploads?${query}`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: file,
    }).catch((caught: unknown) => caught)
    if (answer instanceof Response && answer.status !== 401) return answer
    if (!(answer instanceof Response) && (await loss()) === null) throw answer
    await whenBack()
  }
}
