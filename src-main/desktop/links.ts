/** inkleaf://open?job=ID&page=N shows a page; anything else only shows the window. */
import { app } from 'electron'
import type { Opened } from '../../src-preload/bridge-types.ts'
import type { MainWindow } from './window.ts'

const SCHEME = 'inkleaf'

export interface Links {
  deliverTo(window: MainWindow): void
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
    deliverTo: (window) => {
      take = (link) => {
        window.show()
        const opened = parseLink(link)
        if (opened) window.send(opened)
      }
      for (const link of waiting) take(link)
    },
  }
}

function isLink(argument: string): boolean {
  return argument.startsWith(`${SCHEME}://`)
}

/** Anyone can make a link: only an id and a number are taken from it. */
export function parseLink(link: string): Opened | null {
  if (!URL.canParse(link)) return null
  const { protocol, host, searchParams } = new URL(link)
  const jobId = searchParams.get('job') ?? ''
  const page = Number(searchParams.get('page') ?? Number.NaN)
  if (protocol !== `${SCHEME}:` || host !== 'open' || !/^[a-z0-9]{6,20}$/.test(jobId)) return null
  return { type: 'open', jobId, page: Number.isInteger(page) && page > 0 ? page : null }
}
