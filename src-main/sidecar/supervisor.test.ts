import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { settingsSchema } from '../../src-preload/settings.ts'
import { fixture, put, temporaryFolder } from '../../test/support/folders.ts'
import { sidecarCommand } from '../app/create-app.ts'
import { newPrivateFolder } from '../app/private-folder.ts'
import { resolveRuntime } from '../app/runtime.ts'
import { Supervisor, type SupervisorOptions } from './supervisor.ts'

const runtime = resolveRuntime()
const logsFolder = temporaryFolder()
const scripts = temporaryFolder()
const running: Supervisor[] = []
afterEach(async () => {
  await Promise.all(running.splice(0).map((supervisor) => supervisor.stop()))
})

function real(options: Partial<SupervisorOptions> = {}): Supervisor {
  return keep(
    new Supervisor({ command: () => sidecarCommand(runtime, settingsSchema.parse({})), logsFolder, ...options }),
  )
}

/** A process that fails in its own way. `SERVE` answers the status like the real one. */
const SERVE = `
import http.server, json, os, socketserver, sys
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = json.dumps({"version": "0", "pid": os.getpid(), "engine": "fake", "model": "none", "device": "cpu", "python": "3",
                           "pagesInFlight": 0, "pagesRead": 0, "uptimeMs": 1, "rssBytes": 1, "peakRssBytes": 1}).encode()
        self.send_response(200); self.send_header("content-length", str(len(body))); self.end_headers(); self.wfile.write(body)
    def address_string(self): return "local"
    def log_message(self, *_): pass
server = socketserver.ThreadingUnixStreamServer(sys.argv[1], Handler)
`
const READY = `print('{"type":"ready","pid":1,"device":"cpu"}', flush=True)\n`

function fake(name: string, program: string, options: Partial<SupervisorOptions> = {}): Supervisor {
  const script = put(scripts, `${name}.py`, program)
  const command = () => {
    const socket = join(mkdtempSync(join(newPrivateFolder('test'), 'f-')), 's.sock')
    return { python: runtime.python, arguments: [script, socket], socket }
  }
  return keep(new Supervisor({ command, logsFolder, backoffMs: [10], graceMs: 500, ...options }))
}

function keep(supervisor: Supervisor): Supervisor {
  running.push(supervisor)
  return supervisor
}

function alive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

async function eventually(look: () => boolean | Promise<boolean>): Promise<void> {
  await expect.poll(look, { timeout: 20_000 }).toBe(true)
}

describe('the real recognition process', () => {
  it('gets ready, reads a picture and says what it is', async () => {
    const supervisor = real()
    const client = await supervisor.client()
    expect(await client.status(5000)).toMatchObject({ engine: 'ppocr', pagesInFlight: 0 })
    expect(await client.inspectImage(fixture('page.png'))).toMatchObject({ format: 'PNG', frames: 1 })
    const deltas: string[] = []
    const header = { page: 7, mode: 'basic', dpi: null, file: fixture('page.png'), frame: 0 }
    const result = await client.readPage(header, null, new AbortController().signal, {
      onDelta: (text) => deltas.push(text),
    })
    expect(result.page).toBe(7)
    expect(result.text).toContain('增值税发票号码')
    // What is shown while it is read is what comes out, in the same order.
    expect(deltas.join('').replace(/\s/g, '')).toBe(result.text.replace(/\s/g, ''))
  })

  it('is started again after it was killed, with a socket of its own', async () => {
    const supervisor = real({ backoffMs: [10] })
    const first = await supervisor.client()
    const pid = supervisor.pid
    process.kill(supervisor.pid ?? 0, 'SIGKILL')
    await eventually(() => supervisor.state === 'waiting')
    const second = await supervisor.client()
    expect(second).not.toBe(first)
    expect(supervisor.pid).not.toBe(pid)
    expect(supervisor.restarts).toBe(1)
  })

  it('leaves in its log where it crashed, how it ended and what it was asked last', async () => {
    const logsFolder = temporaryFolder()
    const supervisor = real({ logsFolder })
    const client = await supervisor.client()
    await client.inspectImage(fixture('page.png'))
    process.kill(supervisor.pid ?? 0, 'SIGSEGV')
    const log = () => readFileSync(join(logsFolder, 'sidecar.log'), 'utf8')
    await eventually(() => existsSync(join(logsFolder, 'sidecar.log')) && log().includes('ended by itself'))
    expect(log()).toMatch(/Fatal Python error: Segmentation fault/)
    expect(log()).toMatch(/ended by itself: SIGSEGV; last request: \/v1\/images/)
  })

  it('stops reading a page when the caller hangs up', async () => {
    const client = await real().client()
    const abort = new AbortController()
    const header = { page: 1, mode: 'basic', dpi: null, file: fixture('page.png'), frame: 0 }
    const reading = client.readPage(header, null, abort.signal, { onStage: () => abort.abort() })
    await expect(reading).rejects.toThrow()
    await eventually(async () => (await client.status(5000)).pagesInFlight === 0)
  })

  it('is gone after the stop, and its socket too', async () => {
    const supervisor = real()
    await supervisor.client()
    const pid = supervisor.pid ?? 0
    await supervisor.stop()
    expect(alive(pid)).toBe(false)
  })
})

describe('a process that', () => {
  it('ends at its start is not waited for, and after a crash loop the breaker says so', async () => {
    const supervisor = fake('exit', 'import sys; sys.exit(3)', { breakerEnds: 3 })
    for (let n = 0; n < 3; n++)
      await expect(supervisor.client()).rejects.toMatchObject({ code: 'engine_start', scope: 'engine' })
    await expect(supervisor.client()).rejects.toMatchObject({
      code: 'engine_broken',
      scope: 'engine',
      retryAfterMs: expect.any(Number),
    })
    expect(supervisor.state).toBe('broken')
  })

  it('says what is wrong is quoted', async () => {
    const said = `print('{"type":"error","code":"model_missing","kind":"defect","message":"The model is missing."}', flush=True)`
    await expect(fake('says', said).client()).rejects.toMatchObject({
      code: 'model_missing',
      message: 'The model is missing.',
    })
  })

  it('prints rubbish, or nothing in time, is given up', async () => {
    await expect(fake('rubbish', 'print("Loading weights...", flush=True); input()').client()).rejects.toMatchObject({
      code: 'engine_rubbish',
    })
    const silent = fake('silent', 'input()', { readyTimeoutMs: 300 })
    await expect(silent.client()).rejects.toMatchObject({ code: 'engine_slow' })
  })

  it('hangs is ended: asked first, then by force', async () => {
    const deaf = `import signal, time\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\n${READY}while True: time.sleep(1)`
    const supervisor = fake('deaf', deaf, { heartbeatMs: 50, heartbeatTimeoutMs: 100, missedHeartbeats: 2 })
    await supervisor.client()
    const pid = supervisor.pid ?? 0
    // A process may be dead some moments before this one is told.
    await eventually(() => supervisor.restarts === 1)
    expect(alive(pid)).toBe(false)
  })

  it('answers its heartbeats lives on', async () => {
    const supervisor = fake('fine', `${SERVE}${READY}server.serve_forever()`, { heartbeatMs: 30 })
    let answers = 0
    supervisor.on('status', () => answers++)
    await supervisor.client()
    await eventually(() => answers > 5)
    expect(supervisor.restarts).toBe(0)
    expect(supervisor.lastStatus?.engine).toBe('fake')
  })

  it('is no program at all is named', async () => {
    const supervisor = keep(
      new Supervisor({
        command: () => ({ python: '/nowhere/python', arguments: [], socket: join(newPrivateFolder('test'), 's') }),
        logsFolder,
      }),
    )
    await expect(supervisor.client()).rejects.toMatchObject({ code: 'python_missing' })
  })

  it('writes to stderr has it in the log', async () => {
    await expect(
      fake('log', 'import sys; sys.stderr.write("a word for the log\\n"); sys.exit(1)').client(),
    ).rejects.toThrow()
    await eventually(
      () =>
        existsSync(join(logsFolder, 'sidecar.log')) &&
        readFileSync(join(logsFolder, 'sidecar.log'), 'utf8').includes('a word for the log'),
    )
  })
})
