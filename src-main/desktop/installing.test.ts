/** What the desktop app puts elsewhere when it is asked to, and how it looks for new versions. */
import { mkdirSync, readFileSync, readlinkSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
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
    expect(installCommand(launcher, all, `/usr/bin:${open}`)).toEqual({ path: join(open, 'inkleaf'), shellLine: null })
    expect(readlinkSync(join(open, 'inkleaf'))).toBe(launcher)
  })

  it('gives the line for a shell that would not find it', () => {
    const { all, open } = places()
    expect(installCommand(launcher, all, '/usr/bin').shellLine).toBe(`export PATH="${open}:$PATH"`)
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
    const adapter = {
      version,
      name: 'inkleaf',
      isPackaged: true,
      appUpdateConfigPath: '',
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
    Object.assign(updater, { httpExecutor })
    updater.setFeedURL({ provider: 'generic', url: feed })
    return updater
  }

  async function serveFeed(version: string): Promise<string> {
    const yaml = `version: ${version}\nfiles:\n  - url: Inkleaf.AppImage\n    sha512: x\n    size: 1\npath: Inkleaf.AppImage\nsha512: x\n`
    const server = createServer((_request, answer) => void answer.end(yaml)).listen(0, '127.0.0.1')
    onTestFinished(() => void server.close())
    await new Promise((done) => server.once('listening', done))
    return `http://127.0.0.1:${(server.address() as { port: number }).port}`
  }

  it('are found where the feed has one, and an older one is none', async () => {
    for (const [there, expected] of [
      ['0.1.0', 'current'],
      ['0.0.9', 'current'],
    ] as const) {
      const updates = updatesBy(async () => (await updaterAt('0.1.0', await serveFeed(there))) as never)
      expect((await updates.look()).state).toBe(expected)
    }
    const updater = await updaterAt('0.1.0', await serveFeed('0.2.0'))
    updater.autoDownload = false
    expect((await updater.checkForUpdates())?.isUpdateAvailable).toBe(true)
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
