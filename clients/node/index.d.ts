import type { Client, ClientOptions } from 'openapi-fetch'
import type { paths } from './schema.d.ts'

export type { components, operations, paths } from './schema.d.ts'

export interface InkleafOptions extends Omit<ClientOptions, 'baseUrl' | 'headers'> {
  /** Where Inkleaf is; default: http://127.0.0.1:54188. */
  address?: string
  /** As Settings > Local API, or `inkleaf token`, shows it. */
  token: string
}

export type InkleafClient = Client<paths>

/** Every call of the API: `client.GET('/api/search', { params: { query: { q: 'invoice' } } })`. */
export function inkleaf(options: InkleafOptions): InkleafClient

export interface ReadOptions {
  /** Default: the file's own. */
  filename?: string
  mode?: 'basic' | 'markdown'
  /** Such as 1-3,7; default: all. */
  pages?: string
  password?: string
  engine?: string
  accuracy?: 'fast' | 'balanced' | 'accurate'
  signal?: AbortSignal
}

export type ReadResult =
  paths['/api/tasks/{task_id}/result']['get']['responses'][200]['content']['application/json']['data']

/** Sends a picture or PDF, waits until it has been read, and gives its text, its pages and their blocks. Throws why not. */
export function read(client: InkleafClient, file: Blob, options?: ReadOptions): Promise<ReadResult>
