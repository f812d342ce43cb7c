/** The desktop's logic, without Electron. What Electron does with it is in test/e2e/window. */
import { describe, expect, it } from 'vitest'
import type { JobView } from '../../src-preload/model.ts'
import { summary } from './dock.ts'
import { fieldMenu } from './field-menu.ts'
import { parseLink } from './links.ts'
import { template } from './menu.ts'
import { menuWords } from './menu-words.ts'
import { wording } from './notifications.ts'
import { filesIn } from './open-files.ts'
import { isOurs } from './security.ts'

const job = (name: string, state: JobView['state'], totalPages: number | null = 1, completedPages = 0) =>
  ({ name, state, totalPages, completedPages, failedPages: 0, cancelledPages: 0 }) as JobView

describe('the dock', () => {
  it('counts the files that are left, and the pages of all', () => {
    const jobs = [job('a', 'completed', 4, 4), job('b', 'processing', 4, 2), job('c', 'pending', null)]
    expect(summary(jobs)).toEqual({ left: 2, progress: 6 / 9 })
  })

  it('shows nothing where nothing goes on by itself', () => {
    expect(summary([job('a', 'paused', 4, 1), job('b', 'waiting_for_password')])).toEqual({ left: 0, progress: -1 })
  })
})

describe('the menu of a field', () => {
  const pressed = { isEditable: true, selectionText: '', misspelledWord: 'kepers', dictionarySuggestions: ['keepers'] }

  it('puts what a word may be first, and does it', () => {
    const done: string[] = []
    const [first, ...others] = fieldMenu(pressed, (word) => done.push(word))
    first?.click?.({} as never, undefined, {} as never)
    expect([first?.label, done]).toEqual(['keepers', ['keepers']])
    expect(others.map(({ role }) => role)).toEqual([undefined, 'cut', 'copy', 'paste', 'selectAll'])
  })

  it('is none where there is nothing to copy', () => {
    const elsewhere = { ...pressed, isEditable: false, misspelledWord: '' }
    expect(fieldMenu(elsewhere, () => {})).toEqual([])
    expect(fieldMenu({ ...elsewhere, selectionText: 'x' }, () => {})).toEqual([{ role: 'copy' }])
  })
})

describe('a notification', () => {
  it('names the file, or how many', () => {
    expect(wording([job('a.pdf', 'completed')], false)).toEqual({ title: 'Reading is done', body: 'a.pdf' })
    expect(wording([job('a', 'completed'), job('b', 'failed')], false)).toEqual({
      title: 'Reading ended with failures',
      body: '2 files have ended (1 failed)',
    })
    expect(wording([job('a.pdf', 'failed')], true)).toEqual({ title: '识别结束，但有失败', body: 'a.pdf' })
  })
})

describe('a link', () => {
  it.each([
    ['inkleaf://open?job=abcdefgh23&page=2', { type: 'open', jobId: 'abcdefgh23', page: 2 }],
    ['inkleaf://open?job=abcdefgh23', { type: 'open', jobId: 'abcdefgh23', page: null }],
    ['inkleaf://open?job=abcdefgh23&page=-1', { type: 'open', jobId: 'abcdefgh23', page: null }],
    ['inkleaf://open?job=../../x', null],
    ['inkleaf://delete?job=abcdefgh23', null],
    ['https://open?job=abcdefgh23', null],
    ['inkleaf:', null],
    ['inkleaf://search?q=tide%20tables', { type: 'search', words: 'tide tables' }],
    ['inkleaf://search?q=%20', null],
    ['inkleaf://capture', { type: 'capture' }],
    ['inkleaf://read?file=/a%20b.pdf&file=/c.png', { type: 'read', files: ['/a b.pdf', '/c.png'] }],
    ['inkleaf://read?file=../c.png', null],
  ])('%s', (link, opened) => {
    expect(parseLink(link)).toEqual(opened)
  })
})

it('a command line gives its files, and neither options nor links', () => {
  const argv = ['/usr/bin/node', 'main.js', '--inspect', 'a.pdf', '/b/c.png', 'inkleaf://open?job=x', '']
  expect(filesIn(argv, '/work')).toEqual(['/work/a.pdf', '/b/c.png'])
})

it('only the window itself is ours', () => {
  expect(isOurs('inkleaf-app://window/index.html')).toBe(true)
  for (const url of ['inkleaf-app://window.evil.com/', 'inkleaf-app://other/', 'file:///x', 'https://window/'])
    expect([url, isOurs(url)]).toEqual([url, false])
})

describe('the menu', () => {
  const window = { show: () => {}, send: () => {} } as never
  const items = (language: 'en' | 'zh-CN') => template(menuWords(language === 'zh-CN'), window, {} as never)

  it('has the platform’s own roles for what every app has', () => {
    const roles = JSON.stringify(items('en'))
    for (const role of ['cut', 'copy', 'paste', 'togglefullscreen', 'windowMenu', 'help'])
      expect(roles).toContain(`"role":"${role}"`)
  })

  it('gives no shortcut twice', () => {
    const accelerators = [...JSON.stringify(items('en')).matchAll(/"accelerator":"([^"]+)"/g)].map(([, key]) => key)
    expect(accelerators.length).toBeGreaterThan(10)
    expect(new Set(accelerators).size).toBe(accelerators.length)
  })

  it('speaks both languages', () => {
    expect(JSON.stringify(items('zh-CN'))).toContain('文件')
    expect(JSON.stringify(items('en'))).toContain('File')
  })
})
