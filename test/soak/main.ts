/**
 * `npm run soak [-- --minutes 90]`: mixed work on one server for a long time: uploads, batches, cancels, deletions, searches, a window
 * that is used, and kills of the recognition process. Samples memory, open files and what lies on the disk each minute,
 * and ends with 1 where one of them has grown.
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { chromium, type Page } from 'playwright'
import { makePdf } from '../support/make-pdf.ts'

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '90' } } })
const MINUTES = Number(values.minutes)
const project = resolve(import.meta.dirname, '../..')
const home = mkdtempSync(join(tmpdir(), 'inkleaf-soak-'))
/** Documents that are kept; older ones are deleted, so that nothing has a reason to grow. */
const KEPT = 40
const MIN_GROWTH_BYTES = 60e6
const MAX_GROWTH = 1.25

interface Sample {
  minute: number
  appBytes: number
  engineBytes: number
  windowBytes: number
  openFiles: number
  sources: number
  temporary: number
  tasks: number
}

const server = spawn(
  process.execPath,
  ['--disable-warning=ExperimentalWarning', join(project, 'src-main/cli/main.ts'), 'serve', '--port', '0'],
  { env: { ...process.env, INKLEAF_HOME: home }, stdio: ['ignore', 'pipe', 'pipe'] },
)
let said = ''
server.stdout.on('data', (part) => {
  said += part
})
let wrong = ''
server.stderr.on('data', (part) => {
  wrong += part
})
const address = await new Promise<string>((done, fail) => {
  server.stdout.on('data', () => {
    const found = /http:\S+/.exec(said)
    if (found) done(found[0])
  })
  server.once('exit', (code) => fail(new Error(`serve ended with ${code}: ${wrong}`)))
})
const { token } = JSON.parse(readFileSync(join(home, 'settings.json'), 'utf8')).api
const base = new URL(address).origin
const counts = { sent: 0, cancelled: 0, deleted: 0, killed: 0, searched: 0, looked: 0, refused: 0 }
let seed = 7
const random = () => {
  seed = (seed * 48271) % 2147483647
  return seed / 2147483647
}

async function ask(method: string, path: string, body?: FormData): Promise<{ status: number; body: never }> {
  const response = await fetch(base + path, {
    method,
    headers: { authorization: `Bearer ${token}` },
    ...(body ? { body } : {}),
  })
  return { status: response.status, body: (await response.json().catch(() => null)) as never }
}

const fixtures = ['page.png', 'invoice.png', 'two-columns.png', 'sample.pdf', 'scan.pdf'].map((name) =>
  join(project, 'test/fixtures', name),
)

function fresh(path: string): File {
  const salt = Buffer.from(`\n%${random()}\n`)
  return new File([Buffer.concat([readFileSync(path), salt])], basename(path))
}

function book(): File {
  const pages = Array.from({ length: 3 + Math.floor(random() * 20) }, (_, n) => ({
    lines: [`A book of the soak, ${random()}`, `page ${n + 1}`],
  }))
  return new File([new Uint8Array(makePdf(pages))], 'book.pdf')
}

async function send(): Promise<void> {
  const form = new FormData()
  const dice = random()
  const file = dice < 0.5 ? fresh(fixtures[Math.floor(random() * fixtures.length)] ?? '') : book()
  if (dice > 0.9) {
    form.append('files', file)
    form.append('files', book())
    const { status } = await ask('POST', '/api/async/batch', form)
    if (status >= 400) counts.refused++
  } else {
    form.append('file', file)
    if (random() < 0.3) form.append('text_layer', 'never')
    const kind = file.name.endsWith('.pdf') ? 'pdf' : 'image'
    const { status } = await ask('POST', `/api/async/${kind}`, form)
    if (status >= 400) counts.refused++
  }
  counts.sent++
}

interface Task {
  task_id: string
  status: string
}

async function tasks(): Promise<Task[]> {
  const { body } = await ask('GET', '/api/tasks?limit=200')
  return (body as { data: Task[] } | null)?.data ?? []
}

async function tidy(): Promise<void> {
  const all = await tasks()
  const running = all.filter(({ status }) => status === 'processing' || status === 'pending')
  const [some] = running
  if (some && random() < 0.3) {
    await ask('DELETE', `/api/tasks/${some.task_id}`)
    counts.cancelled++
  }
  for (const { task_id } of all.filter((task) => !running.includes(task)).slice(KEPT)) {
    await ask('DELETE', `/api/tasks/${task_id}`)
    counts.deleted++
  }
}

async function look(page: Page): Promise<void> {
  await page.getByRole('tab', { name: random() < 0.5 ? 'Queue' : 'History' }).click()
  const rows = page.getByRole('row')
  const count = await rows.count()
  if (count > 0) await rows.nth(Math.floor(random() * Math.min(count, 8))).click({ timeout: 5000 })
  await page.mouse.move(800, 400)
  await page.mouse.wheel(0, 3000)
  await page.getByRole('tab', { name: 'History' }).click()
  await page.getByRole('searchbox').fill(random() < 0.5 ? 'keepers' : 'book page')
  await page.getByRole('searchbox').fill('')
  counts.looked++
}

function sidecarPid(): number | null {
  for (const name of readdirSync('/proc').filter((one) => /^\d+$/.test(one))) {
    try {
      const parent = Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${name}/status`, 'utf8'))?.[1])
      if (parent === server.pid && readFileSync(`/proc/${name}/cmdline`, 'utf8').includes('inkleaf_sidecar'))
        return Number(name)
    } catch {
      // It has ended meanwhile.
    }
  }
  return null
}

function rssBytes(pid: number | null | undefined): number {
  try {
    return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024
  } catch {
    return 0
  }
}

async function sample(minute: number, page: Page): Promise<Sample> {
  const heap = await page.evaluate<number>('performance.memory ? performance.memory.usedJSHeapSize : 0')
  return {
    minute,
    appBytes: rssBytes(server.pid),
    engineBytes: rssBytes(sidecarPid()),
    windowBytes: heap,
    openFiles: readdirSync(`/proc/${server.pid}/fd`).length,
    sources: readdirSync(join(home, 'sources')).length,
    temporary: readdirSync(join(tmpdir(), `inkleaf-${process.getuid?.()}`)).filter((name) =>
      name.includes(`-${server.pid}-`),
    ).length,
    tasks: (await tasks()).length,
  }
}

const browser = await chromium.launch({ executablePath: '/usr/bin/chromium' })
const page = await browser.newPage({ viewport: { width: 1280, height: 840 } })
await page.goto(address)
await page.getByRole('tab', { name: 'Queue' }).waitFor()
const samples: Sample[] = []
const start = Date.now()
let troubles = 0
let nextSample = 0
while (Date.now() - start < MINUTES * 60_000) {
  const queued = (await tasks()).filter(({ status }) => status === 'pending' || status === 'processing').length
  const steps: (() => Promise<void>)[] = [
    async () => void (queued < 6 ? await send() : await delay(1000)),
    tidy,
    () => look(page),
    async () => {
      await ask('GET', '/api/system/metrics')
      counts.searched++
    },
  ]
  if (random() < 0.02) {
    const pid = sidecarPid()
    if (pid !== null) {
      process.kill(pid, 'SIGKILL')
      counts.killed++
    }
  }
  for (const step of steps)
    await step().catch((caught: unknown) => {
      troubles++
      console.log(`  trouble: ${String(caught).split('\n')[0]}`)
    })
  if (Date.now() - start >= nextSample * 60_000) {
    const one = await sample(nextSample, page)
    samples.push(one)
    const mb = (bytes: number) => `${Math.round(bytes / 1e6)} MB`
    console.log(
      `${String(one.minute).padStart(3)} min: app ${mb(one.appBytes)}, engine ${mb(one.engineBytes)}, window's heap ${mb(one.windowBytes)}, ` +
        `${one.openFiles} open files, ${one.sources} sources, ${one.temporary} temporary, ${one.tasks} tasks`,
    )
    nextSample++
  }
  await delay(500)
}
console.log(JSON.stringify({ ...counts, troubles }))
await browser.close()
server.kill('SIGTERM')
await new Promise((done) => server.once('exit', done))
const log = readFileSync(join(home, 'logs', 'main.log'), 'utf8')
const levels = { error: log.split('"level":"error"').length - 1, fatal: log.split('"level":"fatal"').length - 1 }
console.log(`log: ${JSON.stringify(levels)}`)
rmSync(home, { recursive: true, force: true })
process.exitCode = verdict() ? 0 : 1

/** The last quarter against the second: the first one warms up. */
function verdict(): boolean {
  const quarter = Math.floor(samples.length / 4)
  const second = samples.slice(quarter, 2 * quarter)
  const last = samples.slice(-quarter)
  const middle = (some: Sample[], key: keyof Sample) =>
    some.map((one) => one[key]).sort((a, b) => a - b)[Math.floor(some.length / 2)] ?? 0
  let flat = true
  for (const key of ['appBytes', 'engineBytes', 'windowBytes', 'openFiles', 'sources', 'temporary'] as const) {
    const [before, after] = [middle(second, key), middle(last, key)]
    const least = key.endsWith('Bytes') ? MIN_GROWTH_BYTES : 5
    const grown = after > before * MAX_GROWTH && after - before > least
    flat &&= !grown
    console.log(`${grown ? 'GROWN' : 'flat '} ${key}: ${before} -> ${after}`)
  }
  return flat
}
