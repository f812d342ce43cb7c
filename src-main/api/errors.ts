/** Errors as answers: which status says what went wrong. */
import type { Socket } from 'node:net'
import type { FastifyReply } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { ZodError } from 'zod'
import { coerceError, InkleafError } from '../errors.ts'
import { log } from '../log.ts'

/** Where the code says more than the kind. */
const STATUS: Record<string, number> = {
  bad_request: 422,
  no_token: 401,
  wrong_token: 401,
  no_cookie: 401,
  wrong_origin: 403,
  no_such_job: 404,
  no_such_page: 404,
  no_such_batch: 404,
  no_such_address: 404,
  no_such_file: 404,
  no_such_model: 404,
  no_such_webhook: 404,
  wrong_method: 405,
  upload_stalled: 408,
  wrong_state: 409,
  nothing_read: 409,
  not_finished: 409,
  no_tables: 409,
  file_too_large: 413,
  too_many_files: 413,
  too_many_parts: 413,
  unknown_kind: 415,
  unsupported_type: 415,
  unsupported_encoding: 415,
  repeated_key: 422,
  upgrade_needed: 426,
  too_many_tries: 429,
  wrong_host: 421,
  page_late: 504,
  disk_full: 507,
}
export const RETRY_AFTER_S = 2

export function statusOf({ code, kind }: InkleafError): number {
  const known = STATUS[code]
  if (known !== undefined) return known
  if (kind === 'input') return 422
  return kind === 'transient' || kind === 'resource' ? 503 : 500
}

export function sendError(reply: FastifyReply, error: InkleafError, status = statusOf(error)) {
  logRefusal(error, status)
  if (status === 503 || status === 504) reply.header('retry-after', RETRY_AFTER_S)
  return reply.code(status).send(errorBody(error))
}

/** The one shape of an error. Clients of other services look for its message under other names. */
export function errorBody({ message, code }: InkleafError) {
  return { status: 'error' as const, message, code, error: message, detail: message }
}

export function logRefusal(error: InkleafError, status: number): void {
  log[status >= 500 ? 'error' : 'debug']({ err: error, status }, 'a request was refused or failed')
}

/** Whatever was thrown while a request was answered. */
export function requestError(caught: unknown): { error: InkleafError; status: number } {
  if (hasZodFastifySchemaValidationErrors(caught)) {
    const [issue] = caught.validation
    const where = [caught.validationContext, ...(issue?.instancePath.split('/').filter(Boolean) ?? [])].join('.')
    return found(badRequest(`${where}: ${issue?.message ?? 'makes no sense'}.`))
  }
  if (caught instanceof ZodError) {
    const [issue] = caught.issues
    return found(badRequest(`${issue?.path.join('.') ?? 'request'}: ${issue?.message ?? 'makes no sense'}.`))
  }
  const { statusCode, message, code } = caught as { statusCode?: number; message?: string; code?: string }
  if (!(caught instanceof InkleafError) && statusCode !== undefined && statusCode >= 400 && statusCode < 500)
    return { error: ofFastify(code, message), status: statusCode }
  return found(coerceError(caught))
}

/** What the framework can't take in, in our words. */
const FASTIFY: Readonly<Record<string, readonly [code: string, message: string]>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: ['body_too_large', 'The body is larger than this address takes.'],
  FST_ERR_CTP_INVALID_JSON_BODY: ['bad_json', 'The body is not the JSON that its Content-Type promises.'],
  FST_ERR_CTP_EMPTY_JSON_BODY: ['bad_json', 'The body is empty; send JSON.'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: ['unsupported_type', 'Bodies of this Content-Type are not taken here; see /docs.'],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: ['bad_request', 'The Content-Length is not that of the body.'],
  FST_ERR_BAD_URL: [
    'bad_address',
    'The address can not be read: a % in it must be followed by two hexadecimal digits.',
  ],
  FST_ERR_MAX_PARAM_LENGTH: ['bad_address', 'A part of the address is too long.'],
}

function ofFastify(code = '', message = 'The request makes no sense.'): InkleafError {
  const [ours, words] = FASTIFY[code] ?? ['bad_request', message]
  return new InkleafError(ours, 'input', words)
}

/** What never becomes a request: answered on the bare socket, in the shape of all errors. */
export function answerUnread({ code }: { code?: string }, socket: Socket): void {
  if (code === 'ECONNRESET' || socket.destroyed || !socket.writable) return
  const [status, error] =
    code === 'HPE_HEADER_OVERFLOW'
      ? [
          '431 Request Header Fields Too Large',
          new InkleafError('headers_too_large', 'input', 'The headers are too long.'),
        ]
      : code === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? ['408 Request Timeout', new InkleafError('too_slow', 'input', 'The request took too long to come.')]
        : ['400 Bad Request', badRequest('This is no HTTP that can be read.')]
  const body = JSON.stringify(errorBody(error))
  socket.end(
    `HTTP/1.1 ${status}\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  )
  // Nobody who keeps the other half open keeps a place.
  socket.destroySoon()
}

function found(error: InkleafError) {
  return { error, status: statusOf(error) }
}

export function badRequest(message: string): InkleafError {
  return new InkleafError('bad_request', 'input', message)
}

/** Nothing half is handed out as whole. */
export function notFinished(what: string): InkleafError {
  return new InkleafError(
    'not_finished',
    'input',
    `${what}, and not all of it is there. Wait for its end, or ask with ?partial=1 for what has been read.`,
  )
}

export function noSuchTask(id: string): InkleafError {
  return new InkleafError('no_such_job', 'input', `There is no task ${JSON.stringify(id.slice(0, 100))}.`)
}
