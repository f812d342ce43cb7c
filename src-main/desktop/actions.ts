/** What only a desktop can do. The window names an action; what it gives is parsed here. */
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { isAbsolute, join } from 'node:path'
import { app, dialog, nativeImage, ShareMenu, shell } from 'electron'
import { z } from 'zod'
import type { DesktopAction } from '../../src-preload/bridge-types.ts'
import { exportFormats } from '../../src-preload/contract.ts'
import { EXPORT_FORMATS, jobOptions } from '../../src-preload/model.ts'
import { exportFileName } from '../app/export-many.ts'
import type { CorePort } from '../app/port.ts'
import { newPrivateFolder } from '../app/private-folder.ts'
import type { Runtime } from '../app/runtime.ts'
import { InkleafError } from '../errors.ts'
import { addFiles, addPaths, captureDefaults, defaults, pictureName } from './adding.ts'
import { captureScreen } from './capture.ts'
import { copiedFiles, copiedPicture } from './clipboard.ts'
import { installCommand } from './command-install.ts'
import { MENU_BAR_ICON } from './menu-bar-icon.ts'
import { isChinese, isMac } from './platform.ts'
import { installQuickAction } from './quick-action.ts'
import { openExternal } from './security.ts'
import { type Updates, updateWording } from './updates.ts'
import type { MainWindow } from './window.ts'

export type Actions = Record<DesktopAction, (argument?: unknown) => Promise<unknown>>

const exporting = z.object({
  jobIds: z.array(z.string()).min(1),
  formats: exportFormats,
  pages: z.string().nullable().default(null),
})
const jobAndFormat = z.tuple([z.string(), z.enum(EXPORT_FORMATS)])
const FILTERS = [
  { name: 'Documents', extensions: ['pdf', 'png', 'jpg', 'jpeg', 'tif', 'tiff', 'heic', 'heif', 'webp', 'gif', 'bmp'] },
  { name: 'All Files', extensions: ['*'] },
]

export function setUpActions(core: CorePort, window: MainWindow, runtime: Runtime, updates: Updates | null): Actions {
  const owner = () => window.current() ?? undefined
  /** Files that were dragged out or shared: whoever took them has copied them by then. */
  const given: string[] = []
  app.on('will-quit', () => {
    for (const folder of given) rmSync(folder, { recursive: true, force: true })
  })
  /** A document as a file, with what goes with it, such as Markdown's pictures. */
  const filesToGive = async (argument: unknown) => {
    const [jobId, format] = jobAndFormat.parse(argument)
    const job = await core.history.job(jobId)
    const folder = newPrivateFolder('d')
    given.push(folder)
    const path = join(folder, exportFileName(job, format, core.settings.exports.name))
    await core.handlers['jobs.exportTo']({ jobId, format, path, evenIfSigned: false, archival: false })
    return { path, files: readdirSync(folder).map((name) => join(folder, name)) }
  }
  const ask = <T>(withOwner: (parent: Electron.BrowserWindow) => T, without: () => T) => {
    const parent = owner()
    return parent ? withOwner(parent) : without()
  }
  const chooseFolder = async (buttonLabel: string): Promise<string | null> => {
    const options: Electron.OpenDialogOptions = { properties: ['openDirectory', 'createDirectory'], buttonLabel }
    const { filePaths } = await ask(
      (parent) => dialog.showOpenDialog(parent, options),
      () => dialog.showOpenDialog(options),
    )
    return filePaths[0] ?? null
  }
  const add = async (paths: readonly string[], given = defaults(core)) => {
    if (paths.length === 0) return
    window.send({ type: 'added', additions: await addPaths(core, paths, given) })
  }
  const actions: Actions = {
    openFiles: async (argument) => {
      const given = argument === undefined || argument === null ? defaults(core) : jobOptions.parse(argument)
      const options: Electron.OpenDialogOptions = {
        // One dialog can choose both only on macOS.
        properties: ['openFile', 'multiSelections', ...(isMac() ? (['openDirectory'] as const) : [])],
        filters: FILTERS,
      }
      const { filePaths } = await ask(
        (parent) => dialog.showOpenDialog(parent, options),
        () => dialog.showOpenDialog(options),
      )
      window.show()
      await add(filePaths, given)
    },
    pasteFiles: async () => add(await copiedFiles()),
    readClipboard: async () => {
      const files = await copiedFiles()
      if (files.length > 0) return add(files)
      const bytes = await copiedPicture()
      if (!bytes)
        throw new InkleafError('nothing_to_read', 'input', 'There is no picture and no file on the clipboard.')
      const additions = await addFiles(
        core,
        runtime,
        [{ name: pictureName('Clipboard'), bytes }],
        captureDefaults(core),
      )
      window.show()
      window.send({ type: 'added', additions })
    },
    captureScreen: async () => captureScreen(core, window, runtime),
    reveal: async (jobId) => shell.showItemInFolder(sourceOf(core, runtime, z.string().parse(jobId))),
    quickLook: async (jobId) => {
      const path = sourceOf(core, runtime, z.string().parse(jobId))
      const parent = owner()
      if (isMac() && parent) parent.previewFile(path)
      else {
        const failure = await shell.openPath(path)
        if (failure) throw new InkleafError('not_opened', 'input', failure)
      }
    },
    exportTo: async (argument) => {
      const { jobIds, formats, pages } = exporting.parse(argument)
      if (core.settings.exports.place === 'beside')
        return (await core.handlers['history.export']({ jobIds, formats, pages, folder: null })).files
      const folder = await chooseFolder('Export')
      if (folder === null) return null
      const { files } = await core.handlers['history.export']({ jobIds, formats, pages, folder })
      return files
    },
    dragOut: async (argument) => {
      const { path, files } = await filesToGive(argument)
      const icon = nativeImage.createFromBuffer(Buffer.from(MENU_BAR_ICON, 'base64'))
      owner()?.webContents.startDrag({ file: path, files, icon })
    },
    share: async (argument) => {
      const parent = owner()
      if (!isMac() || !parent) throw new InkleafError('not_opened', 'input', 'Only macOS shares files like this.')
      const { files } = await filesToGive(argument)
      new ShareMenu({ filePaths: files }).popup({ window: parent })
    },
    saveDiagnostics: async () => {
      const options: Electron.SaveDialogOptions = {
        defaultPath: join(app.getPath('desktop'), 'inkleaf-diagnostics.json'),
      }
      const { filePath } = await ask(
        (parent) => dialog.showSaveDialog(parent, options),
        () => dialog.showSaveDialog(options),
      )
      if (filePath) await writeFile(filePath, await core.handlers['app.diagnostics']({}))
    },
    openExternal: async (url) => {
      if (!(await openExternal(z.string().parse(url))))
        throw new InkleafError('not_opened', 'input', 'Only https addresses are opened.')
    },
    showAbout: async () => app.showAboutPanel(),
    watchFolder: async () => {
      const folder = await chooseFolder('Watch')
      if (folder === null) return null
      return core.handlers['watch.set']({ folder, results: core.settings.watch.results })
    },
    watchResults: async () => {
      const { folder } = core.settings.watch
      const results = await chooseFolder('Choose')
      if (folder === null || results === null) return null
      return core.handlers['watch.set']({ folder, results })
    },
    installCommand: async () => installCommand(runtime.launcher),
    installQuickAction: async () => installQuickAction(runtime.quickAction),
    checkForUpdates: async () => {
      if (!updates)
        throw new InkleafError('no_updates', 'input', 'This copy of Inkleaf was built without an address for updates.')
      const { state, version } = await updates.look()
      await dialog.showMessageBox(updateWording(state, version, isChinese(core.settings)))
    },
  }
  return actions
}

/** The original where it still is, otherwise the copy that was kept. */
function sourceOf(core: CorePort, runtime: Runtime, jobId: string): string {
  const source = core.source(jobId)
  const kept = source?.storedFile ? join(runtime.sourcesFolder, source.storedFile) : null
  const path = source && isAbsolute(source.sourcePath) && existsSync(source.sourcePath) ? source.sourcePath : kept
  if (path && existsSync(path)) return path
  throw new InkleafError('source_missing', 'input', 'The file is not there any more.')
}
