/** Tells a wrong method from a wrong address. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { InkleafError } from '../errors.ts'
import { sendError } from './errors.ts'

export class KnownPaths {
  readonly #methods = new Map<string, { pattern: RegExp; methods: Set<string> }>()

  /** Hears of every route that is added from now on. */
  constructor(server: FastifyInstance) {
    server.addHook('onRoute', ({ url, method }) => {
      // A window's catch-all says nothing.
      if (url.includes('*')) return
      const pattern = new RegExp(`^${url.replace(/[.]/g, '\\.').replace(/:\w+/g, '[^/]+')}$`)
      const known = this.#methods.get(url) ?? { pattern, methods: new Set() }
      for (const one of [method].flat()) known.methods.add(one)
      this.#methods.set(url, known)
    })
  }

  answer(request: FastifyRequest, reply: FastifyReply) {
    const path = request.url.replace(/\?.*$/s, '')
    // An address that is written out goes before one with a parameter.
    const exact = this.#methods.get(path)
    const methods = exact
      ? [...exact.methods]
      : [...this.#methods.values()].filter(({ pattern }) => pattern.test(path)).flatMap((one) => [...one.methods])
    if (methods.length === 0)
      return sendError(reply, new InkleafError('no_such_address', 'input', 'There is nothing here; see /docs.'))
    const allowed = methods.join(', ')
    reply.header('allow', allowed)
    return sendError(reply, new InkleafError('wrong_method', 'input', `Only ${allowed} can be asked of this address.`))
  }
}
