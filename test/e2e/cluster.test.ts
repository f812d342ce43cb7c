/** `inkleaf cluster`, as it is typed. */
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { run, start } from '../support/cli.ts'
import { startRedis, startWorker } from '../support/cluster/machines.ts'
import { fixture, temporaryFolder } from '../support/folders.ts'

const home = () => join(temporaryFolder(), 'home')

async function redisFor() {
  const redis = await startRedis()
  onTestFinished(() => redis.end())
  return redis
}

it('a worker is started in one line, shown by `status`, reads, and ends when it is told to', async () => {
  const redis = await redisFor()
  const environment = { INKLEAF_REDIS: redis.url }
  const worker = start(home(), ['cluster', 'worker', '--slots', '2'], null, { environment })
  for (let n = 0; (await redis.ask('scard', 'ink:workers')) !== '1'; n++) {
    if (n > 300) throw new Error('the worker did not start')
    await delay(100)
  }
  const { stdout } = await run(home(), ['cluster', 'status'], null, { environment })
  const [head, row] = stdout.split('\n')
  expect(head).toMatch(/^host +engine +busy +pages\/s +pages +memory +seen$/)
  expect(row).toMatch(/ppocr +0\/2 +0\.00 +0 +\d+ MB +now$/)
  const read = await run(home(), ['ocr', '--engine', 'cluster', fixture('page.png')], null, { environment })
  expect(read.code).toBe(0)
  expect(read.stdout).toContain('Twelve crates of lemons')
  worker.child.kill('SIGTERM')
  const { code, stderr } = await worker.ended
  expect(code).toBe(0)
  expect(stderr).toMatch(/is ready: 2 pages at a time/)
  expect(stderr).toMatch(/Ending when the pages at work are read/)
  expect(await redis.ask('scard', 'ink:workers')).toBe('0')
})

it('a worker that dies is started again', async () => {
  const redis = await redisFor()
  const worker = start(home(), ['cluster', 'worker', '--redis', redis.url])
  onTestFinished(() => void worker.child.kill('SIGKILL'))
  const first = await until(async () => (await redis.ask('smembers', 'ink:workers')) || null)
  const { pid } = JSON.parse(await redis.ask('get', `ink:worker:${first}`)) as { pid: number }
  process.kill(pid, 'SIGKILL')
  const both = await until(async () => {
    const names = await redis.ask('smembers', 'ink:workers')
    return names.split('\n').length === 2 ? names : null
  })
  expect(both).toContain(first)
  worker.child.kill('SIGTERM')
  expect((await worker.ended).stderr).toMatch(/The worker ended \(SIGKILL\)\. Starting it again in 0\.5 s/)
})

it('`status` names both versions, and what is wrong is said without a password', async () => {
  const redis = await redisFor()
  const old = await startWorker(redis.url, ['--version', '0.0.9'])
  onTestFinished(() => old.kill())
  const said = await run(home(), ['cluster', 'status', '--redis', redis.url])
  expect(said.stdout).toMatch(/version 0\.0\.9; this is \d/)
  const environment = { INKLEAF_REDIS: '' }
  expect(await run(home(), ['cluster', 'status'], null, { environment })).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('INKLEAF_REDIS='),
  })
  const gone = await run(home(), ['cluster', 'status', '--redis', 'redis://:secret@127.0.0.1:1'])
  expect(gone.code).toBe(1)
  expect(gone.stderr).toMatch(/can't be reached/)
  expect(gone.stderr).toMatch(/can be seen in the list of processes/)
  expect(gone.stderr).not.toContain('secret')
})

async function until<T>(found: () => Promise<T | null>): Promise<T> {
  for (let n = 0; n < 300; n++) {
    const it = await found()
    if (it !== null) return it
    await delay(100)
  }
  throw new Error('it did not come to pass in time')
}
