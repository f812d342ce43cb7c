/** Tesseract's languages as their users get them: the real core, Debian's file behind a server that breaks off. */
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { temporaryFolder } from '../../test/support/folders.ts'
import { Languages } from './languages.ts'

const GREEK = readFileSync('/usr/share/tesseract-ocr/5/tessdata/ell.traineddata')

interface Place {
  address: string
  ranges: (string | undefined)[]
  methods: string[]
  /** What is sent; the third part of it and then nothing while `breaks`. */
  body: Buffer
  breaks: boolean
}

async function place(): Promise<Place> {
  const own: Place = { address: '', ranges: [], methods: [], body: GREEK, breaks: false }
  const server = createServer((request, response: ServerResponse) => {
    own.methods.push(request.method ?? '')
    if (!/ell|korean/.test(request.url ?? '')) return void response.writeHead(404).end()
    const { range } = request.headers
    if (request.method === 'HEAD') return void response.writeHead(200, { 'content-length': own.body.length }).end()
    own.ranges.push(range)
    const from = Number(/bytes=(\d+)/.exec(range ?? '')?.[1] ?? 0)
    response.writeHead(range ? 206 : 200, { 'content-length': own.body.length - from })
    if (!own.breaks) return void response.end(own.body.subarray(from))
    response.write(own.body.subarray(from, from + Math.ceil(own.body.length / 3)), () => response.destroy())
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  own.address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return own
}

function languagesAt(address: string, bySystem: string[] = []) {
  const folder = join(temporaryFolder(), 'tessdata')
  const own = { folder, address: () => address }
  return {
    folder,
    languages: new Languages({ places: { tesseract: own, nets: own }, bySystem: () => new Set(bySystem) }),
  }
}

const stateOf = (languages: Languages, id = 'tesseract-ell') => languages.list().find((one) => one.id === id)?.state

it('the file that Debian packs has the hash that is pinned; what breaks off goes on where it was', async () => {
  const hub = await place()
  const { folder, languages } = languagesAt(hub.address)
  expect(languages.list().find(({ id }) => id === 'tesseract-ell')).toMatchObject({ name: 'Greek', isPinned: true })
  hub.breaks = true
  languages.on('changed', () => {
    hub.breaks = hub.ranges.length < 2
  })
  expect(await languages.get('tesseract-ell')).toBe('tesseract-ell')
  expect(hub.ranges[0]).toBeUndefined()
  expect(hub.ranges.at(-1)).toMatch(/^bytes=[1-9]/)
  expect(readFileSync(join(folder, 'ell.traineddata')).equals(GREEK)).toBe(true)
  expect(stateOf(languages)).toBe('there')
  expect(await languages.check('tesseract-ell')).toEqual([])
  await languages.remove('tesseract-ell')
  expect(stateOf(languages)).toBe('absent')
})

it('a net, whose length only its server knows, is fetched and held against its hash', async () => {
  const hub = await place()
  const { languages } = languagesAt(hub.address)
  const net = languages.list().find(({ id }) => id === 'ppocrv5-korean')
  expect(net).toMatchObject({ engine: 'nets', name: 'Korean', isPinned: true, state: 'absent' })
  // No net for another script is to be had here: what comes is no net, and its hash tells.
  await expect(languages.get('ppocrv5-korean')).rejects.toMatchObject({ code: 'wrong_checksum' })
  expect(hub.methods).toEqual(['HEAD', 'GET'])
  expect(stateOf(languages, 'ppocrv5-korean')).toBe('absent')
})

it('a file that is another one is not kept, and the row says so', async () => {
  const hub = await place()
  hub.body = Buffer.from(GREEK)
  hub.body[1000] = (hub.body[1000] ?? 0) ^ 1
  const { languages } = languagesAt(hub.address)
  await expect(languages.get('tesseract-ell')).rejects.toMatchObject({ code: 'wrong_checksum' })
  expect(stateOf(languages)).toBe('absent')
  expect(languages.list().find(({ id }) => id === 'tesseract-ell')?.message).toMatch(
    /doesn't have the expected checksum/,
  )
})

it('what the system has is not offered, and what nobody has is told', async () => {
  const { languages } = languagesAt('http://127.0.0.1:1', ['ell'])
  expect(stateOf(languages)).toBeUndefined()
  expect(stateOf(languages, 'tesseract-kor')).toBe('absent')
  await expect(languages.get('tesseract-xyz')).rejects.toThrow(/no language tesseract-xyz/)
})

it('the files that are at hand have the hashes that are pinned', async () => {
  const { folder, languages } = languagesAt('http://127.0.0.1:1')
  mkdirSync(folder)
  for (const language of ['kor', 'rus', 'ara', 'ell']) {
    const name = `${language}.traineddata`
    copyFileSync(join('/usr/share/tesseract-ocr/5/tessdata', name), join(folder, name))
    expect(await languages.check(`tesseract-${language}`)).toEqual([])
  }
  writeFileSync(join(folder, 'kor.traineddata'), 'x')
  expect(await languages.check('tesseract-kor')).toEqual(['kor.traineddata'])
})
