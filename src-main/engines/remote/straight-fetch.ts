/** Where questions go. */
import { InkleafError } from '../../errors.ts'

/**
 * `fetch` that goes where the user has said and nowhere else: it follows no redirection, which could lead to another host.
 * Throws `service_rubbish` where a page for people comes back.
 */
export function straightFetch(address: string): typeof fetch {
  const { origin } = new URL(address)
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input)
    if (url.origin !== origin)
      throw new InkleafError('service_elsewhere', 'input', `The service's library wanted to ask ${url.host} instead.`)
    const answer = await fetch(input, { ...init, redirect: 'manual' })
    const type = answer.headers.get('content-type') ?? ''
    if (answer.status >= 300 && answer.status < 400)
      throw new InkleafError(
        'service_elsewhere',
        'input',
        `${url.host} sends its visitors on to another address. Give that address in Settings > Engines.`,
      )
    if (answer.ok && /^text\/html/i.test(type))
      throw new InkleafError(
        'service_rubbish',
        'input',
        `${url.host} answers with a web page. Check the address of the service; most end in /v1.`,
      )
    return answer
  }
}
