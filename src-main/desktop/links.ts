/**
 * inkleaf:// links, which Shortcuts and other apps open: `open?job=ID&page=N` shows a page, `search?q=WORDS` searches the history,
 * `capture` reads a part of the screen, `read?file=PATH` (again for more) reads files, once the user has said yes. Anything else
 * only shows the window.
 */
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { app, dialog } from 'electron'
import type { Opened, Searched } from '../../src-preload/bridge-types.ts'
import type { CorePort } from '../app/port.ts'
import { InkleafError } from '../errors.ts'
import type { Actions } from './actions.ts'
import { addPaths } from './adding.ts'
import { isChinese } from './platform.ts'
import type { MainWindow } from './window.ts'

const SCHEME = 'inkleaf'
/** A question names so many of them. */
const NAMED_FILES = 5
const MAX_WORDS_LENGTH = 500

export type Link = Opened | Searched | { type: 'capture' } | { type: 'read'; files: string[] }

export interface Links {
  deliverTo(core: CorePort, window: MainWindow, actions: Actions): void
}

export function setUpLinks(): Links {
  const waiting: string[] = process.argv.filter(isLink)
  let take: (link: string) => void = (link) => waiting.push(link)
  if (app.isPackaged) app.setAsDefaultProtocolClient(SCHEME)
  app.on('open-url', (event, link) => {
    event.preventDefault()
    take(link)
  })
  app.on('second-instance', (_event, argv) => {
    for (const link of argv.filter(isLink)) take(link)
  })
  return {
    deliverTo: (core, window, actions) => {
      take = (given) => {
        const link = parseLink(given)
        // The window would be in the way of what is on the screen.
        if (link?.type === 'capture') return void actions.captureScreen().catch(window.report)
        window.show()
        if (link?.type === 'read') void readIfWanted(link.files, core, window).catch(window.report)
        else if (link) window.send(link)
      }
      for (const link of waiting) take(link)
    },
  }
}

/** A page on the web can open a link as well: what is on this machine is read only with the user's word. */
async function readIfWanted(files: readonly string[], core: CorePort, window: MainWindow): Promise<void> {
  for (const path of files)
    if (!(await isFile(path))) throw new InkleafError('source_missing', 'input', `${plain(path)} is no file.`)
  const chinese = isChinese(core.settings)
  const names = files.slice(0, NAMED_FILES).map(plain).join('\n')
  const more = files.length > NAMED_FILES ? `\n… (${files.length})` : ''
  const [only = ''] = files
  const options: Electron.MessageBoxOptions = {
    type: 'question',
    message:
      files.length === 1
        ? chinese
          ? `要识别“${plain(basename(only))}”吗？`
          : `Read “${plain(basename(only))}”?`
        : chinese
          ? `要识别 ${files.length} 个文件吗？`
          : `Read ${files.length} files?`,
    detail: `${chinese ? '这是一个链接提出的请求：' : 'A link asks for this:'}\n${names}${more}`,
    buttons: chinese ? ['识别', '取消'] : ['Read', 'Cancel'],
    defaultId: 1,
    cancelId: 1,
  }
  const parent = window.current()
  const { response } = await (parent ? dialog.showMessageBox(parent, options) : dialog.showMessageBox(options))
  if (response === 0) window.send({ type: 'added', additions: await addPaths(core, files) })
}

/** A name must not write lines of its own into the question, nor turn the others round. */
function plain(path: string): string {
  return path.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '\ufffd')
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  )
}

function isLink(argument: string): boolean {
  return argument.startsWith(`${SCHEME}://`)
}

/** Anyone can make a link: only what is named above is taken from it. */
export function parseLink(link: string): Link | null {
  if (!URL.canParse(link)) return null
  const { protocol, host, searchParams } = new URL(link)
  if (protocol !== `${SCHEME}:`) return null
  if (host === 'open') return parseOpen(searchParams)
  if (host === 'search') {
    const words = (searchParams.get('q') ?? '').trim().slice(0, MAX_WORDS_LENGTH)
    return words === '' ? null : { type: 'search', words }
  }
  if (host === 'capture') return { type: 'capture' }
  if (host === 'read') {
    const files = searchParams.getAll('file').filter((path) => path.startsWith('/') && !path.includes('\0'))
    return files.length === 0 ? null : { type: 'read', files }
  }
  return null
}

function parseOpen(searchParams: URLSearchParams): Opened | null {
  const jobId = searchParams.get('job') ?? ''
  const page = Number(searchParams.get('page') ?? Number.NaN)
  if (!/^[a-z0-9]{6,20}$/.test(jobId)) return null
  return { type: 'open', jobId, page: Number.isInteger(page) && page > 0 ? page : null }
}
