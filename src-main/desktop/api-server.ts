/** The local API on the desktop: started and ended by its switch in the settings. */
import { type LocalServer, serve, urlHost } from '../api/server.ts'
import { checkHost, ensureToken } from '../api/token.ts'
import type { CorePort } from '../app/port.ts'
import type { Runtime } from '../app/runtime.ts'
import { coerceError } from '../errors.ts'

export function setUpApi(core: CorePort, runtime: Runtime): void {
  let server: LocalServer | null = null
  /** What it was started with; a change of any of it starts it anew, so that an old token's sockets are closed. */
  let startedWith = ''
  let last: Promise<void> = Promise.resolve()

  const stop = async () => {
    await server?.close()
    server = null
  }
  const apply = async () => {
    const { enabled } = core.settings.api
    if (enabled) await ensureToken(core)
    const wanted = JSON.stringify(core.settings.api)
    if (wanted === startedWith) return
    startedWith = wanted
    await stop()
    core.showApi({ address: null, message: null })
    if (!enabled) return
    const { host, port, token } = core.settings.api
    try {
      checkHost(host, token)
      server = await serve({ app: core, runtime, host, port, onAddress: null })
      core.showApi({ address: `http://${urlHost(host)}:${server.port}`, message: null })
    } catch (caught) {
      core.showApi({ address: null, message: coerceError(caught).message })
    }
  }
  const applyNext = () => {
    last = last
      .then(apply)
      .catch((caught: unknown) => core.showApi({ address: null, message: coerceError(caught).message }))
  }
  applyNext()
  core.onSettings(applyNext)
  core.onClose(async () => {
    await last
    await stop()
  })
}
