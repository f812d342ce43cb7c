/**
 * A server of the Model Context Protocol (modelcontextprotocol.io) over standard input and output, so that assistants on
 * this machine can read files and the history. What they are given may leave the machine with them: each is let in by name.
 */
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import { z } from 'zod'
import { MODES } from '../../../src-preload/model.ts'
import type { Runtime } from '../../app/runtime.ts'
import { coerceError, InkleafError } from '../../errors.ts'
import { typed } from '../../packaged.ts'
import { readSettings } from '../../settings/store.ts'
import { type DocumentText, getDocument, readFile, searchHistory } from './documents.ts'

const pages = z.string().max(1000).optional().describe('pages such as 1-3,7, counted from 1; default: all')
const documentShape = {
  id: z.string().describe('for get_document'),
  name: z.string(),
  state: z.string(),
  pages: z.number().nullable(),
  text: z.string().describe('Markdown'),
  next: z.string().nullable().describe('ask get_document for these pages; null: that was all'),
}

/** `running` has what is being answered. */
export function makeServer(runtime: Runtime, version: string, running = new Set<Promise<unknown>>()): McpServer {
  const server = new McpServer(
    { name: 'inkleaf', title: 'Inkleaf', version },
    {
      instructions: 'Reads scans, photos and PDFs on this machine into Markdown, and finds again what was read before.',
    },
  )
  /** An answer, or in its place why there is none. */
  const answered = async <T extends object>(make: () => T | Promise<T>, textOf: (made: T) => string) => {
    try {
      needConsent(runtime, server)
      const making = Promise.resolve(make())
      const work = making.finally(() => running.delete(work))
      running.add(work)
      const made = await work
      return {
        content: [{ type: 'text' as const, text: textOf(made) }],
        structuredContent: { ...made } as Record<string, unknown>,
      }
    } catch (caught) {
      return { content: [{ type: 'text' as const, text: coerceError(caught).message }], isError: true }
    }
  }

  server.registerTool(
    'read_file',
    {
      title: 'Read a scan, photo or PDF',
      description:
        'Reads a picture or PDF of this machine into Markdown and keeps it in the history. What was read before with the same options is not read again.',
      inputSchema: {
        path: z.string().min(1).max(4000).describe('absolute path of the file'),
        mode: z.enum(MODES).default('markdown').describe('basic keeps the lines'),
        pages,
      },
      outputSchema: documentShape,
      annotations: { readOnlyHint: false, destructiveHint: false, openWorldHint: false },
    },
    ({ path, mode, pages: only }, { signal, sendNotification, _meta }) =>
      answered(
        () =>
          readFile(
            runtime,
            path,
            { mode, pages: only ?? null },
            {
              signal,
              onProgress: (progress, total) => {
                const progressToken = _meta?.progressToken
                if (progressToken === undefined) return
                void sendNotification({
                  method: 'notifications/progress',
                  params: { progressToken, progress, total },
                }).catch(() => {})
              },
            },
          ),
        documentText,
      ),
  )

  server.registerTool(
    'search_history',
    {
      title: 'Search everything that was read',
      description: 'Finds words, prefixes and "phrases" on all pages that were ever read, and in file names.',
      inputSchema: {
        words: z.string().min(1).max(500),
        limit: z.int().min(1).max(100).default(20),
      },
      outputSchema: {
        hits: z.array(z.object({ id: z.string(), name: z.string(), page: z.number(), snippet: z.string() })),
      },
      annotations: { readOnlyHint: true, openWorldHint: false },
    },
    ({ words, limit }) =>
      answered(
        () => ({
          hits: searchHistory(runtime, words, limit).map(({ jobId, name, page, text }) => ({
            id: jobId,
            name,
            page,
            snippet: text,
          })),
        }),
        ({ hits }) =>
          hits.length === 0
            ? 'Nothing was found.'
            : hits.map(({ id, name, page, snippet }) => `${name}, page ${page} (id ${id}): ${snippet}`).join('\n'),
      ),
  )

  server.registerTool(
    'get_document',
    {
      title: 'Get a document from the history',
      description: 'The text of a document that was read before, as Markdown.',
      inputSchema: { id: z.string().min(1).max(100).describe('from search_history or read_file'), pages },
      outputSchema: documentShape,
      annotations: { readOnlyHint: true, openWorldHint: false },
    },
    ({ id, pages: only }) => answered(() => getDocument(runtime, id, only ?? null), documentText),
  )
  return server
}

/** Throws `not_allowed` with what the user is to type. */
function needConsent({ settingsFile }: Runtime, { server }: McpServer): void {
  const name = server.getClientVersion()?.name ?? 'unknown'
  if (readSettings(settingsFile).mcp.clients.some((one) => one.name === name)) return
  // It is pasted into a shell: a name of other signs could be a command.
  if (!/^[\w .@:/()-]{1,100}$/.test(name))
    throw new InkleafError('not_allowed', 'input', 'This assistant calls itself by a name that can not be allowed.')
  throw new InkleafError(
    'not_allowed',
    'input',
    `The user has not allowed ${JSON.stringify(name)} to see documents in Inkleaf. To allow it they type: ${typed('mcp', 'allow', `'${name}'`)}`,
  )
}

function documentText({ name, id, text, next }: DocumentText): string {
  const more = next === null ? '' : `\n\n(Cut here: ask get_document for id ${id}, pages ${next}.)`
  return `${name} (id ${id})\n\n${text}${more}`
}
