/** Pages in scripts that the fast engine's nets lack, set in Chromium, read through the real core and queue. */
import { copyFileSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { distance } from 'fastest-levenshtein'
import { chromium } from 'playwright'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { jobOptions, type PageView } from '../../../src-preload/model.ts'
import { fixture, freshCopy, put, temporaryFolder } from '../../../test/support/folders.ts'
import { CHROMIUM } from '../../../test/support/open-window.ts'
import { type App, createApp } from '../../app/create-app.ts'
import { resolveRuntime } from '../../app/runtime.ts'
import { installedLanguages, languagesForOthers } from './tesseract-languages.ts'

const TEXTS = {
  kor: '등대지기들은 이백 년 동안 하루에 두 번씩 바다의 높이를 장부에 적었다. 그 장부는 다음 등대지기 말고는 아무도 읽지 않을 것이었다. 아침 배로 레몬 열두 상자가 도착했고, 그 가운데 두 상자는 부서져 있었다. 항구 책임자가 열 상자에 서명하였다.',
  rus: 'Двести лет подряд смотрители маяка дважды в день записывали высоту моря в книги, которые никто, кроме следующего смотрителя, не должен был читать. Утренним кораблём прибыли двенадцать ящиков лимонов, два из них были разбиты, и начальник порта расписался за десять.',
  ara: 'على مدى مائتي عام كان حراس المنارة يكتبون ارتفاع البحر مرتين في اليوم في دفاتر لم يكن أحد سيقرأها سوى الحارس التالي. وصلت اثنتا عشرة صندوقا من الليمون مع قارب الصباح وكان اثنان منها مكسورين فوقع مدير الميناء على عشرة.',
  ell: 'Επί διακόσια χρόνια οι φύλακες του φάρου έγραφαν δύο φορές την ημέρα το ύψος της θάλασσας σε βιβλία που κανείς εκτός από τον επόμενο φύλακα δεν επρόκειτο να διαβάσει. Με το πρωινό πλοίο ήρθαν δώδεκα κιβώτια λεμόνια, δύο από αυτά ήταν σπασμένα.',
} as const
type Language = keyof typeof TEXTS

const pages = new Map<Language, string>()
let app: App

beforeAll(async () => {
  const folder = temporaryFolder()
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] })
  const page = await browser.newPage({ viewport: { width: 900, height: 700 }, deviceScaleFactor: 2 })
  for (const [language, text] of Object.entries(TEXTS) as [Language, string][]) {
    const direction = language === 'ara' ? 'rtl' : 'ltr'
    await page.setContent(
      `<body dir="${direction}" style="margin:60px;font:24px/1.7 'DejaVu Sans','Noto Sans CJK KR',sans-serif"><p>${text}</p></body>`,
    )
    pages.set(language, put(folder, `${language}.png`, await page.screenshot()))
  }
  await browser.close()
  const runtime = resolveRuntime({ ...process.env, INKLEAF_HOME: join(temporaryFolder(), 'home') })
  const opened = await createApp({ runtime, scope: 'all' })
  if (!opened) throw new Error('the data folder is taken')
  app = opened
})
afterAll(() => app?.close())

async function read(path: string, engine: string, by = app): Promise<PageView | undefined> {
  const { added, refused } = await by.handlers['jobs.add']({
    paths: [path],
    options: jobOptions.parse({ engine, mode: 'markdown' }),
  })
  const id = added[0]?.job.id
  if (id === undefined) throw new Error(refused[0]?.message)
  await by.queue.whenEnded(id, AbortSignal.timeout(100_000))
  return (await by.history.pages(id))[0]
}

const plain = (text: string) => text.normalize('NFKC').replace(/\s+/g, ' ').trim()

describe('a page that the fast engine can’t read', () => {
  it.each(Object.keys(TEXTS) as Language[])(
    'in %s has three in a hundred of its characters wrong at most, each line where it is',
    async (language) => {
      const page = await read(pages.get(language) ?? '', 'tesseract')
      expect(page?.error).toBeNull()
      const text = plain(page?.result?.text ?? '')
      const wrong = distance(text, plain(TEXTS[language])) / TEXTS[language].length
      expect(wrong, text).toBeLessThanOrEqual(0.03)
      expect(page?.result).toMatchObject({ engine: 'tesseract', model: `tesseract ${language}` })
      expect(page?.result?.warnings).toEqual([])
      const lines = page?.result?.blocks.flatMap((block) => block.lines) ?? []
      expect(lines.every(({ quad }) => quad !== null)).toBe(true)
      expect(lines.filter(({ words }) => words && words.length > 3).length).toBeGreaterThan(2)
    },
  )

  it('is read by it without being asked where the engine is chosen by itself, and other pages are not', async () => {
    const russian = await read(pages.get('rus') ?? '', 'auto')
    expect(russian?.result).toMatchObject({ model: 'tesseract rus', reading: { engine: 'tesseract' } })
    const own = await read(fixture('page.png'), 'auto')
    expect(own?.result?.text).toContain('Twelve crates')
    expect(own?.result?.reading?.engine).toBe('local')
  })
})

it('languages are those that the fast engine lacks, the user’s own data before the system’s', () => {
  const [own, system] = [temporaryFolder(), temporaryFolder()]
  for (const name of ['kor', 'eng', 'osd', 'chi_sim']) put(system, `${name}.traineddata`, '')
  for (const name of ['kor', 'hin']) put(own, `${name}.traineddata`, '')
  put(own, 'notes.txt', '')
  const found = installedLanguages(own, [resolve('/nowhere'), system])
  expect(found.get('kor')).toBe(own)
  expect(found.has('osd')).toBe(false)
  expect(languagesForOthers(found).sort()).toEqual(['hin', 'kor'])
})

it('nets for other scripts read the lines of a page in the fast engine’s process, each word where it is', async () => {
  const home = join(temporaryFolder(), 'home')
  const runtime = resolveRuntime({ ...process.env, INKLEAF_HOME: home })
  mkdirSync(runtime.netsFolder, { recursive: true })
  // None for another script is to be had here: the bundled one stands for it.
  const net = join(runtime.python, '../../lib')
  const [bundled] = globSync('python3*/site-packages/rapidocr/models/PP-OCRv6_rec_small.onnx', { cwd: net })
  copyFileSync(join(net, bundled ?? ''), join(runtime.netsFolder, 'korean_PP-OCRv5_rec_mobile.onnx'))
  const own = await createApp({ runtime, scope: 'all' })
  if (!own) throw new Error('the data folder is taken')
  onTestFinished(() => own.close())
  expect(own.engines().find(({ id }) => id === 'ppocrv5')).toMatchObject({
    kind: 'nets',
    state: 'ready',
    model: 'korean',
  })
  const page = await read(fixture('page.png'), 'ppocrv5', own)
  expect(page?.result).toMatchObject({
    engine: 'ppocrv5',
    model: 'korean_PP-OCRv5_rec_mobile',
    reading: { engine: 'ppocrv5' },
  })
  expect(page?.result?.text).toContain('Twelve crates of lemons arrived by the morning boat.')
  const lines = page?.result?.blocks.flatMap((block) => block.lines) ?? []
  expect(lines.length).toBeGreaterThan(8)
  expect(lines.every(({ quad, words }) => quad !== null && (words?.length ?? 0) > 0)).toBe(true)
  // One that is damaged keeps no other from the page; alone, it costs the page nothing but a line.
  writeFileSync(join(runtime.netsFolder, 'el_PP-OCRv5_rec_mobile.onnx'), 'no net')
  const other = await read(freshCopy('page.png'), 'ppocrv5', own)
  expect(other?.result).toMatchObject({ model: 'korean_PP-OCRv5_rec_mobile' })
  writeFileSync(join(runtime.netsFolder, 'korean_PP-OCRv5_rec_mobile.onnx'), 'no net')
  const broken = await read(freshCopy('page.png'), 'ppocrv5', own)
  expect(broken?.result?.engine).toBe('ppocr')
  expect(broken?.result?.warnings.map(({ code }) => code)).toEqual(
    expect.arrayContaining(['net_damaged', 'read_alone']),
  )
})

it('pages of two engines that share Tesseract are read one after the other, each in its language', async () => {
  const korean = Array.from({ length: 2 }, () => read(copyOf('kor'), 'tesseract'))
  const russian = Array.from({ length: 2 }, () => read(copyOf('rus'), 'auto'))
  const [one, two, three, four] = await Promise.all([...korean, ...russian])
  for (const page of [one, two]) expect(page).toMatchObject({ attempts: 1, result: { model: 'tesseract kor' } })
  for (const page of [three, four]) expect(page).toMatchObject({ attempts: 1, result: { model: 'tesseract rus' } })
})

let copies = 0
/** A file of its own, with the same page: other bytes behind its end. */
function copyOf(language: Language): string {
  const bytes = readFileSync(pages.get(language) ?? '')
  return put(temporaryFolder(), `${language}-${++copies}.png`, Buffer.concat([bytes, Buffer.from([copies])]))
}

it('engines that have no process of their own show the log of the one that works for them', async () => {
  for (const engine of ['local', 'auto', 'ppocrv5', 'tesseract'])
    expect(Array.isArray(await app.handlers['engine.log']({ engine }))).toBe(true)
  await expect(app.handlers['engine.log']({ engine: 'nobody' })).rejects.toThrow(/no engine called/)
})

it('without data it says how to get some', async () => {
  const runtime = resolveRuntime({ ...process.env, INKLEAF_HOME: join(temporaryFolder(), 'home') })
  const own = await createApp({ runtime, scope: 'all' })
  onTestFinished(() => own?.close())
  await expect(read(fixture('page.png'), 'ppocrv5', own ?? app)).rejects.toThrow(/models -- get ppocrv5-korean/)
})
