/** A document by its address, where the user has allowed that: from the internet at large, never from this network. */
import type { Readable } from 'node:stream'
import { type Dispatcher, request } from 'undici'
import { coerceError, InkleafError } from '../errors.ts'
import { checkedUrl, needPublicNumber, publicAgent } from './public-address.ts'

const MOST_REDIRECTS = 3
const FETCH_MS = 60_000

export interface FetchedDocument {
  name: string
  body: Readable
}

/**
 * `use` is given the document while it comes. Throws InkleafErrors: `private_address`, `not_fetched`.
 * `dispatcher` is for tests: without one only public addresses are connected to.
 */
export async function withFetched<T>(
  given: string,
  use: (document: FetchedDocument) => Promise<T>,
  dispatcher?: Dispatcher,
): Promise<T> {
  const agent = dispatcher ?? publicAgent()
  try {
    let url = checkedUrl(given)
    for (let hops = 0; hops <= MOST_REDIRECTS; hops++) {
      if (!dispatcher) needPublicNumber(url)
      const answer = await request(url, { dispatcher: agent, signal: AbortSignal.timeout(FETCH_MS) })
      const { location } = answer.headers
      if (answer.statusCode >= 300 && answer.statusCode < 400 && typeof location === 'string') {
        await answer.body.dump()
        url = checkedUrl(new URL(location, url).href)
        continue
      }
      if (answer.statusCode !== 200) {
        await answer.body.dump()
        throw notFetched(`${url.host} answers ${answer.statusCode}`)
      }
      const name = decoded(url.pathname.split('/').at(-1) ?? '') || 'document'
      return await use({ name, body: answer.body })
    }
    throw notFetched(`${url.host} sends its visitors on and on`)
  } catch (caught) {
    if (caught instanceof InkleafError) throw caught
    const { cause } = caught as { cause?: unknown }
    if (cause instanceof InkleafError) throw cause
    const { code, name } = caught as { code?: string; name?: string }
    if (name === 'TimeoutError') throw notFetched(`It took longer than ${FETCH_MS / 1000} s`)
    if (code !== undefined) throw notFetched(`It can't be reached (${code})`)
    throw coerceError(caught)
  } finally {
    if (!dispatcher) await agent.destroy()
  }
}

/** As it is where it is badly written. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

function notFetched(why: string): InkleafError {
  return new InkleafError('not_fetched', 'input', `The document could not be fetched: ${why}. Send the file itself.`)
}
