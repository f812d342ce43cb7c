/** With the protocol's own client, over the process that assistants start. */
import { join, resolve } from 'node:path'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { run as cliRun } from '../../../test/support/cli.ts'
import { fixture, temporaryFolder } from '../../../test/support/folders.ts'
import { longPdf } from '../../../test/support/long-pdf.ts'

const home = join(temporaryFolder(), 'home')
const client = new Client({ name: 'a test assistant', version: '1' })

beforeAll(async () => {
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: ['--disable-warning=ExperimentalWarning', resolve(import.meta.dirname, '../main.ts'), 'mcp'],
    env: { ...(process.env as Record<string, string>), INKLEAF_HOME: home },
  })
  await client.connect(transport)
})
afterAll(() => client.close())

interface Said {
  isError?: boolean
  content: { text: string }[]
  structuredContent?: Record<string, unknown>
}

const call = async (name: string, args: Record<string, unknown>) =>
  (await client.callTool({ name, arguments: args })) as unknown as Said

it('an assistant sees nothing before the user has allowed it by name, and is told how', async () => {
  const { tools } = await client.listTools()
  expect(tools.map(({ name }) => name).sort()).toEqual(['get_document', 'read_file', 'search_history'])
  for (const [name, args] of [
    ['read_file', { path: fixture('page.png') }],
    ['search_history', { words: 'goods' }],
    ['get_document', { id: 'x' }],
  ] as const) {
    const said = await call(name, args)
    expect(said.isError).toBe(true)
    expect(said.content[0]?.text).toMatch(/has not allowed "a test assistant".*mcp.*allow 'a test assistant'/)
  }
  expect((await cliRun(home, ['mcp', 'allow', 'somebody else'])).code).toBe(0)
  expect((await call('search_history', { words: 'goods' })).isError).toBe(true)
})

it('then it reads a file, finds it again and gets it by its pages', async () => {
  expect((await cliRun(home, ['mcp', 'allow', 'a test assistant'])).code).toBe(0)
  const read = await call('read_file', { path: fixture('page.png') })
  expect(read.content[0]?.text).toContain('Goods received')
  const id = String(read.structuredContent?.['id'])
  const found = await call('search_history', { words: 'goods' })
  expect(found.structuredContent?.['hits']).toMatchObject([{ id, name: 'page.png', page: 1 }])
  const long = await call('read_file', { path: longPdf(3) })
  const part = await call('get_document', { id: String(long.structuredContent?.['id']), pages: '2' })
  expect(part.content[0]?.text).toContain('page 2 line 1')
  expect(part.content[0]?.text).not.toContain('page 3 line 1')
})

it('what can’t be read is said, and the next call is answered', async () => {
  const protectedPdf = await call('read_file', { path: fixture('encrypted.pdf') })
  expect(protectedPdf).toMatchObject({ isError: true, content: [{ text: expect.stringContaining('password') }] })
  expect((await call('read_file', { path: '/nowhere/at/all.pdf' })).isError).toBe(true)
  expect((await call('get_document', { id: 'nothing' })).isError).toBe(true)
  expect((await call('search_history', { words: 'goods' })).isError).toBeFalsy()
})

it('one that is no longer allowed sees nothing more', async () => {
  expect((await cliRun(home, ['mcp', 'list'])).stdout).toContain('a test assistant')
  expect((await cliRun(home, ['mcp', 'forget', 'a test assistant'])).code).toBe(0)
  expect((await call('search_history', { words: 'goods' })).isError).toBe(true)
  expect((await cliRun(home, ['mcp', 'forget', 'a test assistant'])).code).toBe(2)
})
