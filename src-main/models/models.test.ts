import { execFileSync, spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../../test/support/folders.ts'
import { type TestHub, testHub } from '../../test/support/models/hub.ts'
import { resolveRuntime } from '../app/runtime.ts'
import { CATALOGUE } from './catalogue.ts'
import { Models } from './models.ts'
import { pinsOf } from './pins.ts'

const REPO = 'owner/Small-VL'
const ID = 'owner--small-vl'
const WEIGHTS = randomBytes(3_000_000)

const repository = (more: Record<string, string | Buffer> = {}) =>
  new Map<string, Buffer>(
    Object.entries({
      'config.json': '{"model_type":"glm_ocr"}',
      'model.safetensors': WEIGHTS,
      'tokenizer.json': '{}',
      ...more,
    }).map(([name, content]) => [name, Buffer.from(content)]),
  )

async function open(files = repository()): Promise<{ hub: TestHub; folder: string; models: Models }> {
  const hub = await testHub(REPO, files)
  const folder = join(temporaryFolder(), 'models')
  return { hub, folder, models: new Models({ folder, hub: () => hub.address, chosen: () => null }) }
}

const weightsIn = (folder: string) => readFileSync(join(folder, ID, 'model.safetensors'))
const stateOf = (models: Models) => models.list().find(({ id }) => id === ID)?.state

it('weights and words are fetched, whole and checked, and nothing else', async () => {
  const { folder, models, hub } = await open(
    repository({
      'modeling.py': 'raise SystemExit',
      'pytorch_model.bin': 'x',
      'README.md': 'hello',
      '.gitattributes': 'x',
    }),
  )
  expect(await models.get(REPO)).toBe(ID)
  expect(readdirSync(join(folder, ID)).sort()).toEqual([
    'config.json',
    'inkleaf-model.json',
    'model.safetensors',
    'tokenizer.json',
  ])
  expect(weightsIn(folder).equals(WEIGHTS)).toBe(true)
  expect(stateOf(models)).toBe('there')
  expect(await models.check(ID)).toEqual([])
  expect(hub.requests).toHaveLength(3)
  const record = JSON.parse(readFileSync(join(folder, ID, 'inkleaf-model.json'), 'utf8'))
  expect(record).toMatchObject({ repo: REPO, revision: expect.stringMatching(/^[0-9a-f]{40}$/) })
  expect(record.files[1].sha256).toBe(createHash('sha256').update(WEIGHTS).digest('hex'))
})

it('what names code in a file of words is taken out, and the rest is as it came', async () => {
  const config = {
    model_type: 'glm_ocr',
    auto_map: { AutoModel: 'modeling.X' },
    vision_config: { model_file: 'x.py', depth: 2 },
  }
  const { folder, models } = await open(repository({ 'config.json': JSON.stringify(config) }))
  await models.get(REPO)
  expect(JSON.parse(readFileSync(join(folder, ID, 'config.json'), 'utf8'))).toEqual({
    model_type: 'glm_ocr',
    vision_config: { depth: 2 },
  })
  expect(await models.check(ID)).toEqual([])
})

it('a connection that breaks off goes on where it was', async () => {
  const { hub, folder, models } = await open()
  hub.breakAfter = 1_000_000
  await models.get(REPO)
  expect(weightsIn(folder).equals(WEIGHTS)).toBe(true)
  const froms = hub.requests.filter(({ path }) => path === 'model.safetensors').map(({ from }) => from)
  expect(froms.length).toBeGreaterThan(2)
  expect(froms.every((from, at) => at === 0 || from > (froms[at - 1] ?? 0))).toBe(true)
}, 30_000)

it('a server that knows no ranges gives it anew, and it is whole all the same', async () => {
  const { hub, folder, models } = await open()
  hub.slowMs = 30
  const paused = models.get(REPO).catch((error: unknown) => error)
  await new Promise<void>((soon) =>
    models.on('changed', () => (models.list().find(({ id }) => id === ID)?.doneBytes ?? 0) > 500_000 && soon()),
  )
  models.pause(REPO)
  expect(await paused).toMatchObject({ code: 'paused' })
  expect(stateOf(models)).toBe('paused')
  hub.ranges = false
  hub.slowMs = 0
  // By its id as well, which is all that a list knows of it.
  expect(models.list().find(({ id }) => id === ID)?.repo).toBe(REPO)
  await models.get(ID)
  expect(weightsIn(folder).equals(WEIGHTS)).toBe(true)
})

it('what is not what the hub says is deleted and told', async () => {
  const { hub, folder, models } = await open()
  hub.instead.set(
    'model.safetensors',
    Buffer.concat([WEIGHTS.subarray(0, -1), Buffer.from([WEIGHTS.at(-1) === 0 ? 1 : 0])]),
  )
  await expect(models.get(REPO)).rejects.toMatchObject({ code: 'wrong_checksum' })
  expect(existsSync(join(folder, ID, 'model.safetensors'))).toBe(false)
  expect(stateOf(models)).toBe('paused')
  hub.instead.clear()
  await models.get(REPO)
  expect(stateOf(models)).toBe('there')
})

it('a file that was changed on the disk is found', async () => {
  const { folder, models } = await open()
  await models.get(REPO)
  truncateSync(join(folder, ID, 'model.safetensors'), 1000)
  writeFileSync(join(folder, ID, 'config.json'), '{"model_type":"other"}')
  expect(await models.check(ID)).toEqual(['config.json', 'model.safetensors'])
})

it('no network, no such model, no weights, a name that is none: each in a line', async () => {
  const folder = temporaryFolder()
  const offline = new Models({ folder, hub: () => 'http://127.0.0.1:9', chosen: () => null })
  await expect(offline.get('glm-ocr')).rejects.toMatchObject({ code: 'hub_unreachable' })
  expect(offline.list().find(({ id }) => id === 'glm-ocr')).toMatchObject({
    state: 'absent',
    message: expect.stringContaining('mirror'),
  })
  const { models } = await open()
  await expect(models.get('owner/other')).rejects.toMatchObject({ code: 'no_such_repository' })
  await expect(models.get('../../etc')).rejects.toMatchObject({ code: 'no_such_model_here' })
  await expect(models.remove('../..')).rejects.toMatchObject({ code: 'no_such_model_here' })
  const { models: empty } = await open(new Map([['config.json', Buffer.from('{}')]]))
  await expect(empty.get(REPO)).rejects.toMatchObject({ code: 'no_weights' })
})

it('names that lead out of the folder are not fetched', async () => {
  const { models, hub } = await open(repository({ '../../evil.json': '{}', 'sub/other.json': '{}' }))
  await models.get(REPO)
  expect(hub.requests.map(({ path }) => path).sort()).toEqual(['config.json', 'model.safetensors', 'tokenizer.json'])
})

it('twenty kills at random cost next to nothing: the file is right, and hardly a byte was fetched twice', async () => {
  const weights = randomBytes(40_000_000)
  const { hub, folder } = await open(repository({ 'model.safetensors': weights }))
  hub.slowMs = 1
  let twice = 0
  for (let round = 0; round <= 20; round++) {
    const child = spawn(process.execPath, [resolve('test/support/models/get-model.ts'), folder, hub.address, REPO])
    let said = ''
    child.stdout.on('data', (bytes) => (said += String(bytes)))
    const ended = new Promise((done) => child.once('exit', done))
    if (round < 20) {
      while (!said.includes('\n')) await new Promise((soon) => setTimeout(soon, 5))
      await new Promise((soon) => setTimeout(soon, 10 + Math.random() * 20))
      child.kill('SIGKILL')
    }
    await ended
    const lines = said.trim().split('\n')
    if (round === 20) expect(lines.at(-1)).toBe('whole')
    else if (lines.at(-1) === 'whole') continue
    else {
      const whole = join(folder, ID, 'model.safetensors')
      const small = 24 + 2
      const kept = Math.max(...[whole, `${whole}.part`].map((path) => (existsSync(path) ? statSync(path).size : 0)))
      twice += Math.max(0, Number(lines.at(-1)) - small - kept)
    }
  }
  expect(weightsIn(folder).equals(weights)).toBe(true)
  expect(twice).toBeLessThan(0.02 * weights.length)
}, 60_000)

it('a model that is pinned is fetched as it was pinned, whatever the hub has now', async () => {
  const repo = 'zai-org/GLM-OCR'
  const hub = await testHub(repo, repository())
  const pins = await pinsOf(hub.address, [{ id: 'glm-ocr', repo }])
  expect(pins['glm-ocr']?.files.map(({ path }) => path).sort()).toEqual([
    'config.json',
    'model.safetensors',
    'tokenizer.json',
  ])
  const folder = join(temporaryFolder(), 'models')
  const models = new Models({ folder, hub: () => hub.address, chosen: () => null, pins })
  expect(models.list().map(({ id, isPinned }) => [id, isPinned])).toContainEqual(['glm-ocr', true])
  expect(models.list().find(({ id }) => id === 'paddleocr-vl')?.isPinned).toBe(false)
  const other = Buffer.from(WEIGHTS)
  other[0] = (other[0] ?? 0) ^ 1
  hub.instead.set('model.safetensors', other)
  await expect(models.get('glm-ocr')).rejects.toMatchObject({ code: 'wrong_checksum' })
  hub.instead.clear()
  expect(await models.get('glm-ocr')).toBe('glm-ocr')
  expect(readFileSync(join(folder, 'glm-ocr', 'model.safetensors')).equals(WEIGHTS)).toBe(true)
})

it('which models of the list answer questions is what the process goes by', () => {
  const kinds = {
    'paddleocr-vl': 'paddleocr_vl',
    'glm-ocr': 'glm_ocr',
    'granite-docling': 'idefics3',
    'qwen3-vl-2b': 'qwen3_vl',
    'deepseek-ocr-2': 'deepseekocr_2',
  }
  const script =
    'import json; from inkleaf_sidecar.engines.vlm.prompts import KINDS; print(json.dumps({k: v.answers for k, v in KINDS.items()}))'
  const answers = JSON.parse(execFileSync(resolveRuntime().python, ['-c', script], { encoding: 'utf8' }))
  expect(Object.keys(kinds).sort()).toEqual(CATALOGUE.map(({ id }) => id).sort())
  for (const { id, answers: told } of CATALOGUE)
    expect([id, answers[kinds[id as keyof typeof kinds]]]).toEqual([id, told])
})
