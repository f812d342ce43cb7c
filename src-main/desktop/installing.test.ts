/** What the desktop app puts elsewhere when it is asked to, and how it looks for new versions. */

import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, readlinkSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import { join, resolve } from 'node:path'
import { httpExecutor } from 'builder-util'
import { describe, expect, it, onTestFinished } from 'vitest'
import { temporaryFolder } from '../../test/support/folders.ts'
import { installCommand } from './command-install.ts'
import { commandIn } from './command-line.ts'
import { installQuickAction } from './quick-action.ts'
import { updatesBy, updateWording } from './updates.ts'

describe('the command inkleaf', () => {
  const launcher = '/Applications/Inkleaf.app/Contents/Resources/bin/inkleaf'
  const places = () => {
    const folder = temporaryFolder()
    const [closed, open] = [join(folder, 'not there'), join(folder, 'bin')] as const
    mkdirSync(open)
    return { all: [closed, open], open }
  }

  it('is a link in the first place that can be written to', () => {
    const { all, open } = places()
    expect(installCommand(launcher, all)).toEqual({ path: join(open, 'inkleaf'), shellLine: null })
    expect(readlinkSync(join(open, 'inkleaf'))).toBe(launcher)
  })

  it("gives the line for a shell where it is in the user's own folder, which is made", () => {
    const { all, open } = places()
    const own = join(open, 'own', 'bin')
    expect(installCommand(launcher, [all[0] ?? '', own], own)).toEqual({
      path: join(own, 'inkleaf'),
      shellLine: `export PATH="${own}:$PATH"`,
    })
  })

  it('takes the place of an older link to Inkleaf, never of something else', () => {
    const { all, open } = places()
    symlinkSync('/Old/Inkleaf.app/Contents/Resources/bin/inkleaf', join(open, 'inkleaf'))
    installCommand(launcher, all)
    expect(readlinkSync(join(open, 'inkleaf'))).toBe(launcher)
    const other = places()
    writeFileSync(join(other.open, 'inkleaf'), '#!/bin/sh\n')
    expect(() => installCommand(launcher, other.all)).toThrow(/is something else/)
    expect(readFileSync(join(other.open, 'inkleaf'), 'utf8')).toBe('#!/bin/sh\n')
  })

  it.each(['/Volumes/Inkleaf 0.1.0/Inkleaf.app/x', '/private/var/folders/AppTranslocation/1/Inkleaf.app/x'])(
    'is not made while the app is where it will not stay: %s',
    (path) => expect(() => installCommand(path, places().all)).toThrow(/Applications folder first/),
  )

  it('belongs to the installed app', () => {
    expect(() => installCommand(null)).toThrow(/npm run ocr/)
  })

  it('is what comes after --command --, whatever it looks like', () => {
    expect(commandIn(['Inkleaf', '--command', '--', 'ocr', '--mode', 'markdown', '--', '-x.pdf'])).toEqual([
      ...['ocr', '--mode', 'markdown', '--', '-x.pdf'],
    ])
    expect(commandIn(['Inkleaf', 'a file --command.pdf'])).toBeNull()
    expect(commandIn(['Inkleaf', '--command'])).toBeNull()
  })
})

it('the quick action is copied whole, and opens what is chosen with Inkleaf', () => {
  const workflow = resolve(import.meta.dirname, '../../build/mac/Recognize Text with Inkleaf.workflow')
  const target = installQuickAction(workflow, join(temporaryFolder(), 'Library', 'Services'))
  expect(readFileSync(join(target, 'Contents', 'document.wflow'), 'utf8')).toContain('open -b app.inkleaf.desktop "$@"')
  expect(() => installQuickAction(null)).toThrow(/installed app/)
})

describe('new versions', () => {
  /** electron-updater itself, for Linux's AppImage, which asks the same feed as the Mac's. */
  async function updaterAt(version: string, feed: string) {
    const { AppImageUpdater } = (await import('electron-updater')).default
    const config = join(temporaryFolder(), 'app-update.yml')
    writeFileSync(config, 'provider: generic\nurl: http://127.0.0.1\nupdaterCacheDirName: inkleaf-updater\n')
    const adapter = {
      version,
      name: 'inkleaf',
      isPackaged: true,
      appUpdateConfigPath: config,
      userDataPath: temporaryFolder(),
      baseCachePath: temporaryFolder(),
      whenReady: () => Promise.resolve(),
      relaunch: () => {},
      quit: () => {},
      onQuit: () => {},
    }
    process.env['APPIMAGE'] = '/nowhere/Inkleaf.AppImage'
    onTestFinished(() => {
      delete process.env['APPIMAGE']
    })
    const updater = new AppImageUpdater(null, adapter as never)
    // In place of Electron's own requests.
    const download = async (url: URL, target: string) => {
      writeFileSync(target, Buffer.from(await (await fetch(url)).arrayBuffer()))
    }
    Object.assign(updater, { httpExecutor: Object.assign(Object.create(httpExecutor), { download }) })
    updater.setFeedURL({ provider: 'generic', url: feed })
    return updater
  }

  async function serveFeed(version: string, archive = Buffer.from('an archive')) {
    const sha512 = createHash('sha512').update(archive).digest('base64')
    const file = `  - url: Inkleaf.AppImage\n    sha512: ${sha512}\n    size: ${archive.length}\n`
    const yaml = `version: ${version}\nfiles:\n${file}path: Inkleaf.AppImage\nsha512: ${sha512}\n`
    const asked: IncomingMessage[] = []
    const server = createServer((request, answer) => {
      asked.push(request)
      answer.end(request.url?.includes('.yml') ? yaml : archive)
    }).listen(0, '127.0.0.1')
    onTestFinished(() => void server.close())
    await new Promise((done) => server.once('listening', done))
    return { address: `http://127.0.0.1:${(server.address() as { port: number }).port}`, asked }
  }

  it.each(['0.1.0', '0.0.9'])('are none where the feed has %s', async (there) => {
    const { address, asked } = await serveFeed(there)
    const updates = updatesBy(async () => (await updaterAt('0.1.0', address)) as never)
    expect((await updates.look()).state).toBe('current')
    // No number of this device.
    expect(asked.map(({ headers }) => headers['x-user-staging-id'])).toEqual(['0'])
  })

  it('are ready when they are fetched and handed over, once', async () => {
    const { address, asked } = await serveFeed('0.2.0')
    let handedOver = 0
    const updates = updatesBy(
      async () => (await updaterAt('0.1.0', address)) as never,
      async () => void handedOver++,
    )
    expect(await updates.look()).toEqual({ state: 'ready', version: '0.2.0' })
    const requests = asked.length
    expect(await updates.look()).toEqual({ state: 'ready', version: '0.2.0' })
    expect([asked.length, handedOver]).toEqual([requests, 1])
  })

  it('that the system does not take are not ready', async () => {
    const { address } = await serveFeed('0.2.0')
    const updates = updatesBy(
      async () => (await updaterAt('0.1.0', address)) as never,
      () => Promise.reject(new Error('the signature is not valid')),
    )
    await expect(updates.look()).rejects.toMatchObject({ code: 'updates_failed' })
  })

  it('that can not be looked for are told in words, and looked for again the next time', async () => {
    const updates = updatesBy(async () => (await updaterAt('0.1.0', 'http://127.0.0.1:9')) as never)
    for (const _ of [1, 2])
      await expect(updates.look()).rejects.toMatchObject({ code: 'updates_failed', kind: 'transient' })
  })

  it('are told in both languages', () => {
    expect(updateWording('ready', '0.2.0', false).message).toBe('Inkleaf 0.2.0 is ready')
    expect(updateWording('current', '0.1.0', true).message).toBe('Inkleaf 0.1.0 是最新版本')
  })
})
