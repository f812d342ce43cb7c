/** Services as engines: set up, allowed, given a key, chosen for a document, and held against what Inkleaf reads. */
import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { chromium, type Page } from 'playwright'
import { describe, expect, it, onTestFinished } from 'vitest'
import { fixture, put, temporaryFolder } from '../../support/folders.ts'
import { testHub } from '../../support/models/hub.ts'
import { CHROMIUM } from '../../support/open-window.ts'
import { tinyModel } from '../../support/vlm/server.ts'
import { kinds, openWindow, until } from '../../support/window.ts'
import { jobRow, openedPage, pagePicture, waitState } from '../../support/window-parts.ts'

/** What is on test/fixtures/page.png, with a number changed, a sentence invented, a paragraph left out, and a formula. */
const ANSWER = String.raw`# Goods received, 14 March

Twelve crates of lemons arrived by the morning boat. Two of them were broken, and the **harbour master** signed for ten. The rest of the cargo was oil in tins, marked “Do not store near heat”, and a box without any label. Nobody has seen purple elephants.

增值税发票号码：20260314。收货单位：海港贸易有限公司，金额总计人民币一千二百元整。请在三十日内付款。

$$
E = \frac{mc^2}{\sqrt{1 - v^2/c^2}}
$$

Zwölf Kisten Zitronen kamen mit dem Frühschiff. Fünf Fässer Öl folgten am Nachmittag; die Straße zum Hafen war überschwemmt. Le café coûte 3,80 € la livre, le thé 12,80 €.

Order no. 7731-B · Total 1,284.60 · Paid by cheque on 2026-03-29. Questions: harbour@example.org
`

/** Speaks as OpenAI-compatible programs do, and goes on with each part of its answer when it is told to. */
async function service() {
  const told = { goOn: false }
  const server = createServer(async (request, response) => {
    for await (const _ of request);
    if (request.url?.endsWith('/models')) {
      const data = [{ id: 'small-vl' }, { id: 'large-vl' }]
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ object: 'list', data }))
      return
    }
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    for (const content of ANSWER.match(/[\s\S]{1,200}/g) ?? []) {
      response.write(`data: ${JSON.stringify({ choices: [{ index: 0, delta: { content } }] })}\n\n`)
      while (!told.goOn) await delay(20)
    }
    response.end('data: [DONE]\n\n')
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, told }
}

async function openEngines(page: Page): Promise<void> {
  await page.keyboard.press('Control+,')
  await page.getByRole('tab', { name: 'Engines' }).click()
}

async function startAdding(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Add a service' }).click()
  await page.getByRole('menuitem', { name }).click()
}

const row = (page: Page, name: string) => page.getByRole('listitem', { name })

async function close(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Close' }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
}

describe.each(kinds)('engines (%s)', (kind) => {
  it('a language is asked for by one press; what is not the file that is pinned is not kept, and the row says so', async () => {
    const wrong = Buffer.alloc(961_404)
    const server = createServer((_request, response) => {
      response.writeHead(200, { 'content-length': wrong.length })
      setTimeout(() => response.end(wrong), 500)
    })
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    onTestFinished(() => void server.close())
    const dataFrom = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const { page, home } = await openWindow({ kind, settings: { tesseract: { dataFrom } } })
    await openEngines(page)
    await row(page, 'Tesseract').first().getByText('Languages').click()
    const hebrew = row(page, 'Hebrew').last()
    await hebrew.getByRole('button', { name: 'Download' }).click()
    await hebrew.getByRole('progressbar').waitFor()
    await hebrew.getByText('have the expected checksum').waitFor()
    await hebrew.getByRole('button', { name: 'Download' }).waitFor()
    expect(readdirSync(join(home, 'tessdata'))).toEqual([])
  })

  it('a page is asked about; the answer streams in, stays with the document and can be deleted and brought back', async () => {
    const { address, told } = await service()
    const services = [{ id: 'harbour', name: 'Harbour VL', model: 'small-vl', address }]
    const { page } = await openWindow({ kind, files: [fixture('page.png')], settings: { services } })
    await waitState(page, 'page.png', 'Done')
    await jobRow(page, 'page.png').click()
    await openedPage(page, 1).locator('.doc-block').first().waitFor()
    const sheet = page.getByRole('dialog', { name: 'Ask about page 1' })
    const openSheet = async () => {
      await page.getByRole('button', { name: 'More' }).last().click()
      await page.getByRole('menuitem', { name: 'Ask about this page…' }).click()
    }
    await openSheet()
    await sheet.getByLabel('Question').fill('How many crates came?')
    await page.keyboard.press('Enter')
    await sheet.getByRole('status').getByText('Harbour VL is answering').waitFor()
    await sheet.getByText('Twelve crates').waitFor()
    told.goOn = true
    const answer = sheet.getByRole('list', { name: 'Answers' }).getByRole('listitem')
    await answer.getByText('How many crates came?').waitFor()
    await answer.getByText('Page 1 · small-vl').waitFor()
    expect(await sheet.getByLabel('Question').inputValue()).toBe('')
    await sheet.getByRole('button', { name: 'Extract formulas' }).click()
    await answer.first().locator('.formula .katex').waitFor()
    await answer.first().getByRole('button', { name: 'Delete' }).click()
    await until(async () => (await answer.count()) === 1)
    await answer.getByRole('button', { name: 'Delete' }).click()
    await answer.waitFor({ state: 'detached' })
    await close(page)
    await page.keyboard.press('Control+z')
    await page.getByText('Undone: Answer deleted').waitFor()
    await openSheet()
    await answer.getByText('How many crates came?').waitFor()
    expect(await openedPage(page, 1).getByText('How many crates came?').count()).toBe(0)
  })

  it('a program on this machine is set up with a model from its list, and reads a document after Inkleaf has', async () => {
    const { address, told } = await service()
    const { page } = await openWindow({ kind, files: [fixture('page.png')] })
    await waitState(page, 'page.png', 'Done')
    await openEngines(page)
    await startAdding(page, 'Another service…')
    await page.getByLabel('Name').fill('Harbour VL')
    await page.getByLabel('Address').fill(address)
    await page.getByRole('button', { name: 'List models' }).click()
    await page.getByRole('button', { name: 'Choose a model' }).click()
    await page.getByRole('menuitem', { name: 'large-vl' }).click()
    await page.getByRole('button', { name: 'Add service' }).click()
    await row(page, 'Harbour VL').getByText('large-vl · Pages stay on this machine').waitFor()
    await row(page, 'Harbour VL').getByText('Ready').waitFor()
    await close(page)

    await jobRow(page, 'page.png').click()
    await openedPage(page, 1).locator('.doc-block').first().waitFor()
    await page.getByRole('button', { name: 'More' }).last().click()
    await page.getByRole('menuitem', { name: 'Recognize again…' }).click()
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /Engine/ })
      .click()
    await page.getByRole('option', { name: 'Harbour VL' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Recognize', exact: true }).click()
    // What Inkleaf reads is there at once, and under way is what the model says.
    const opened = openedPage(page, 1)
    await opened.getByText('Harbour VL is reading this page').waitFor()
    await opened.getByText('12,80 €').waitFor()
    await opened.locator('.page-stream', { hasText: 'Twelve crates' }).waitFor()
    if (kind === 'browser') {
      await page.reload()
      await opened.getByText('12,80 €').waitFor()
    }
    told.goOn = true
    await opened.getByText('Read by Harbour VL').waitFor()
    await opened.locator('.formula .katex').waitFor()
    expect(await opened.locator('strong', { hasText: 'harbour master' }).count()).toBe(1)

    // A line that it left out can be put back, and that can be undone.
    const leftOut = opened.getByRole('complementary', { name: /left out by Harbour VL/ })
    await leftOut.getByText('本日の荷物').waitFor()
    await leftOut.getByRole('button', { name: 'Add to the text' }).click()
    await leftOut.waitFor({ state: 'detached' })
    await opened.locator('.doc-block', { hasText: '本日の荷物' }).waitFor()
    await page.keyboard.press('Control+z')
    await leftOut.waitFor()

    // What was invented, and the number that Inkleaf reads otherwise, are there to be proofread.
    await page.keyboard.press('Control+;')
    await page.getByText('Nothing like this was seen on the page.').waitFor()
    expect(await page.getByLabel('What the word should be').inputValue()).toBe('Nobody has seen purple elephants.')
    await page.keyboard.press('Tab')
    await page.getByText('Inkleaf reads it otherwise.').waitFor()
    await page.getByRole('button', { name: 'Use 3,50' }).click()
    await opened.locator('.doc-block', { hasText: 'coûte 3,50 €' }).waitFor()
    expect(await pagePicture(page, 1).locator('.doubt-box').count()).toBeGreaterThan(0)
  })

  it('a service elsewhere is used only after its host was named and allowed, and its key is never shown', async () => {
    const { page, home } = await openWindow({ kind, files: [] })
    await openEngines(page)
    await startAdding(page, 'OpenAI')
    await page.getByLabel('Model').fill('some-model')
    await page.getByRole('button', { name: 'Add service' }).click()
    const openai = row(page, 'OpenAI')
    await openai.getByText('Not allowed yet').waitFor()
    await openai.getByText('Pages go to api.openai.com').waitFor()
    await openai.getByRole('button', { name: 'Allow…' }).click()
    await page.getByRole('button', { name: 'Send pages to api.openai.com' }).click()
    await openai.getByText('Needs a key').waitFor()
    await openai.getByRole('button', { name: 'Enter key…' }).click()
    await page.getByLabel('Key').fill('sk-secret-123')
    await page.getByRole('button', { name: 'Save key' }).click()
    await openai.getByText('Ready').waitFor()
    // On the desktop it is in the keychain.
    const kept = readFileSync(join(home, 'keys.json'), 'utf8')
    expect(kept.includes('sk-secret-123')).toBe(kind === 'browser')
    await until(async () => !(await page.content()).includes('sk-secret-123'))
    // Another address is another host.
    await openai.getByRole('button', { name: 'Set up…' }).click()
    await page.getByLabel('Address').fill('http://192.0.2.1/v1')
    await page.getByText('Pages would go to 192.0.2.1 unencrypted').waitFor()
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await openai.getByText('Not allowed yet').waitFor()
    await openai.getByRole('button', { name: 'Remove…' }).click()
    await page.getByRole('button', { name: 'Remove OpenAI' }).click()
    await openai.waitFor({ state: 'detached' })
  })

  it('a vision model is downloaded with progress, paused, gone on with and put to use; and one can be deleted', async () => {
    const weights = randomBytes(4_000_000)
    const hub = await testHub(
      'zai-org/GLM-OCR',
      new Map([
        ['config.json', Buffer.from('{"model_type":"glm_ocr"}')],
        ['model.safetensors', weights],
      ]),
    )
    hub.slowMs = 25
    const { page, home } = await openWindow({ kind, settings: { vlm: { model: tinyModel('x'), hub: hub.address } } })
    await openEngines(page)
    const engine = row(page, 'Vision model')
    await engine.getByText('tiny · Pages stay on this machine').waitFor()
    await engine.getByText('Models', { exact: true }).click()
    const model = row(page, 'GLM-OCR 0.9B').last()
    await model.getByText('MIT').waitFor()
    await model.getByRole('button', { name: 'Download…' }).click()
    await page.getByText('it records what comes').waitFor()
    await page.getByRole('button', { name: 'Download GLM-OCR 0.9B' }).click()
    await model.getByRole('progressbar').waitFor()
    await until(async () => Number(await model.getByRole('progressbar').getAttribute('aria-valuenow')) > 300_000)
    await model.getByRole('button', { name: 'Pause' }).click()
    await model.getByText('Begun').waitFor()
    hub.slowMs = 0
    await model.getByRole('button', { name: 'Go on' }).click()
    await model.getByText('Downloaded').waitFor()
    expect(hub.requests.at(-1)?.from).toBeGreaterThan(0)
    expect(readFileSync(join(home, 'models', 'glm-ocr', 'model.safetensors')).equals(weights)).toBe(true)
    await model.getByRole('button', { name: 'Use', exact: true }).click()
    await model.getByText('In use').waitFor()
    await engine.getByText('GLM-OCR 0.9B · Pages stay on this machine').waitFor()
    await model.getByRole('button', { name: 'Delete…' }).click()
    await page.getByRole('button', { name: 'Delete GLM-OCR 0.9B' }).click()
    await engine.getByText('Only on Apple Silicon Macs').waitFor()
  })

  it('a page in a script that Inkleaf lacks offers the engine that has it, by one press', async () => {
    const { page } = await openWindow({ kind, files: [await russianPage()] })
    await waitState(page, 'russian.png', 'Done')
    await jobRow(page, 'russian.png').click()
    await openedPage(page, 1).getByRole('button', { name: 'Read with Tesseract' }).click()
    await openedPage(page, 1).getByText('смотрители маяка').waitFor()
  })
})

/** Set in Chromium, as a screenshot has it. */
async function russianPage(): Promise<string> {
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] })
  const page = await browser.newPage({ viewport: { width: 900, height: 700 }, deviceScaleFactor: 2 })
  const text =
    'Двести лет подряд смотрители маяка дважды в день записывали высоту моря в книги, которые никто, кроме следующего смотрителя, не должен был читать. Утренним кораблём прибыли двенадцать ящиков лимонов.'
  await page.setContent(`<p style="margin:60px;font:24px/1.7 'DejaVu Sans'">${text}</p>`)
  const path = put(temporaryFolder(), 'russian.png', await page.screenshot())
  await browser.close()
  return path
}
