/** Questions about pages from the command line, answered by a program of OpenAI's shape. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { run as cli } from '../support/cli.ts'
import { fixture, temporaryFolder } from '../support/folders.ts'
import { frontOf } from '../support/front.ts'

it('a page is asked about from the command line, and what was answered is listed', async () => {
  const front = await frontOf(null)
  front.behave = (response) => {
    const choices = [{ index: 0, delta: { content: 'Twelve crates.' } }]
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.end(`data: ${JSON.stringify({ choices })}\n\ndata: [DONE]\n\n`)
    return true
  }
  const home = join(temporaryFolder(), 'home')
  mkdirSync(home, { recursive: true })
  const services = [{ id: 'here', name: 'Here', model: 'm', address: front.address }]
  writeFileSync(join(home, 'settings.json'), JSON.stringify({ services }))
  await cli(home, ['ocr', fixture('page.png')])
  const [{ id }] = JSON.parse((await cli(home, ['history', 'list', '--json'])).stdout)

  const asked = await cli(home, ['history', 'ask', id, '1', 'How', 'many', 'crates?'])
  expect(asked).toMatchObject({ code: 0, stdout: 'Twelve crates.\n' })
  expect(front.questions.at(-1)?.body).toContain('How many crates?')
  const answers = JSON.parse((await cli(home, ['history', 'answers', id, '--json'])).stdout)
  expect(answers).toMatchObject([{ page: 1, question: 'How many crates?', answer: 'Twelve crates.', engine: 'here' }])

  expect(await cli(home, ['history', 'ask', id, '1'])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('one of the three'),
  })
  expect((await cli(home, ['history', 'ask', id, '9', 'What?'])).stderr).toMatch(/no page 9/)
  expect((await cli(home, ['history', 'ask', id, '1', 'What?', '--engine', 'local'])).stderr).toMatch(/can't answer/)
})
