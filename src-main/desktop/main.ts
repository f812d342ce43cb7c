/** The desktop app's table of contents: what is set up, in the order in which it is. */
import { app } from 'electron'
import { resolveRuntime } from '../app/runtime.ts'
import { setUpActions } from './actions.ts'
import { setUpApi } from './api-server.ts'
import { offerToMove } from './applications-folder.ts'
import { setUpCapture } from './capture.ts'
import { openCore } from './core.ts'
import { setUpDock } from './dock.ts'
import { setUpIpc } from './ipc.ts'
import { setUpLinks } from './links.ts'
import { setUpLoginItem } from './login-item.ts'
import { setUpMenu } from './menu.ts'
import { setUpMenuBar } from './menu-bar.ts'
import { setUpNotifications, tellOfUpdate } from './notifications.ts'
import { setUpOpenFiles } from './open-files.ts'
import { setUpPower } from './power.ts'
import { registerScheme, setUpProtocol } from './protocol.ts'
import { setUpQuit } from './quit.ts'
import { secureEveryWindow } from './security.ts'
import { setUpUpdates } from './updates.ts'
import { setUpWindow } from './window.ts'

app.setName('Inkleaf')
if (app.requestSingleInstanceLock()) void start()
else app.quit()

async function start(): Promise<void> {
  registerScheme()
  secureEveryWindow()
  // Files can be opened before the app is ready; they wait.
  const openFiles = setUpOpenFiles()
  const links = setUpLinks()
  await app.whenReady()
  const runtime = resolveRuntime()
  if (await offerToMove(runtime)) return
  const window = setUpWindow(runtime)
  // The window loads while the history is opened; what it asks for waits until that is done.
  window.show()
  const opening = openCore(runtime)
  const opened = opening.then((core) => {
    if (!core) return null
    const updates = setUpUpdates(core, (version) => tellOfUpdate(core, window, version))
    return { core, actions: setUpActions(core, window, runtime, updates), updates }
  })
  setUpProtocol(opening, runtime.windowFolder)
  setUpIpc(opened, window, runtime)
  const ready = await opened
  if (!ready) return app.quit()
  const { core, actions, updates } = ready
  setUpMenu(core, window, actions, updates !== null)
  setUpDock(core, window)
  setUpNotifications(core, window)
  setUpPower(core)
  setUpLoginItem(core)
  setUpCapture(core, window, actions)
  setUpMenuBar(core, window, actions)
  setUpApi(core, runtime)
  setUpQuit(core, window)
  openFiles.deliverTo(core, window)
  links.deliverTo(core, window, actions)
}
