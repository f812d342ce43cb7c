/** A page of a running Chromium over the DevTools protocol, with nothing loaded that would slow the app's start. */

type Params = Record<string, unknown>
type Listener = (params: Params) => void

export class Chromium {
  readonly #socket: WebSocket
  readonly #waiting = new Map<number, { resolve(value: Params): void; reject(error: Error): void }>()
  readonly #listeners = new Map<string, Listener>()
  #last = 0

  private constructor(socket: WebSocket) {
    this.#socket = socket
    socket.onmessage = ({ data }) => this.#take(JSON.parse(String(data)))
  }

  static async connect(address: string): Promise<Chromium> {
    const { webSocketDebuggerUrl } = (await (await fetch(`${address}/json/version`)).json()) as Record<string, string>
    const socket = new WebSocket(webSocketDebuggerUrl ?? '')
    await new Promise((done, fail) => {
      socket.onopen = done
      socket.onerror = () => fail(new Error('the browser does not answer'))
    })
    return new Chromium(socket)
  }

  send(method: string, params: Params = {}, sessionId?: string): Promise<Params> {
    const id = ++this.#last
    this.#socket.send(JSON.stringify({ id, method, params, ...(sessionId ? { sessionId } : {}) }))
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }))
  }

  on(event: string, sessionId: string, listener: Listener): void {
    this.#listeners.set(`${event} ${sessionId}`, listener)
  }

  #take(said: {
    id?: number
    result?: Params
    error?: { message: string }
    method?: string
    params?: Params
    sessionId?: string
  }) {
    if (said.id === undefined) {
      this.#listeners.get(`${said.method} ${said.sessionId ?? said.params?.['sessionId']}`)?.(said.params ?? {})
      return
    }
    const waiting = this.#waiting.get(said.id)
    this.#waiting.delete(said.id)
    if (said.error) waiting?.reject(new Error(said.error.message))
    else waiting?.resolve(said.result ?? {})
  }
}

export interface PageOptions {
  /** Runs before anything of the page. */
  script: string
  /** Requests for these addresses are answered here. */
  pattern: string
  answer(url: string, method: string): Promise<Response | null>
  /** The page called its binding `__call`. */
  onCall(payload: string): void
  onClosed(): void
  /** The page is there and about to load. */
  onPage(page: ChromiumPage): void
}

export class ChromiumPage {
  readonly #chromium: Chromium
  readonly #session: string
  readonly #target: string
  url = 'about:blank'

  private constructor(chromium: Chromium, session: string, target: string) {
    this.#chromium = chromium
    this.#session = session
    this.#target = target
  }

  static async open(chromium: Chromium, url: string, options: PageOptions): Promise<ChromiumPage> {
    const { targetId } = await chromium.send('Target.createTarget', { url: 'about:blank' })
    const { sessionId } = await chromium.send('Target.attachToTarget', { targetId, flatten: true })
    const page = new ChromiumPage(chromium, String(sessionId), String(targetId))
    page.#on('Fetch.requestPaused', (params) => void page.#answer(params, options))
    page.#on('Runtime.bindingCalled', ({ payload }) => options.onCall(String(payload)))
    page.#on('Page.frameNavigated', ({ frame }) => {
      const { url: at, parentId } = frame as { url: string; parentId?: string }
      if (!parentId) page.url = at
    })
    page.#on('Target.detachedFromTarget', options.onClosed)
    const loaded = new Promise<void>((done) => page.#on('Page.loadEventFired', () => done()))
    await Promise.all([
      page.send('Page.enable'),
      page.send('Runtime.enable'),
      page.send('Runtime.addBinding', { name: '__call' }),
      page.send('Fetch.enable', { patterns: [{ urlPattern: options.pattern }] }),
      page.send('Page.addScriptToEvaluateOnNewDocument', { source: options.script }),
    ])
    options.onPage(page)
    await page.send('Page.navigate', { url })
    await loaded
    return page
  }

  send(method: string, params: Params = {}): Promise<Params> {
    return this.#chromium.send(method, params, this.#session)
  }

  async close(): Promise<void> {
    await this.#chromium.send('Target.closeTarget', { targetId: this.#target }).catch(() => {})
  }

  #on(event: string, listener: Listener): void {
    this.#chromium.on(event, this.#session, listener)
  }

  async #answer({ requestId, request }: Params, { answer }: PageOptions): Promise<void> {
    const { url, method } = request as { url: string; method: string }
    const answered = await answer(url, method)
    const done = answered
      ? this.send('Fetch.fulfillRequest', {
          requestId,
          responseCode: answered.status,
          responseHeaders: [...answered.headers].map(([name, value]) => ({ name, value })),
          body: Buffer.from(await answered.arrayBuffer()).toString('base64'),
        })
      : this.send('Fetch.failRequest', { requestId, errorReason: 'Failed' })
    await done.catch(() => {})
  }
}
