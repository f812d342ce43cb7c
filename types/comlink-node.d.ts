declare module 'comlink/dist/esm/node-adapter.mjs' {
  import type { Endpoint } from 'comlink'

  /** Comlink's endpoint over a worker or message port of node:worker_threads. */
  export default function nodeEndpoint(
    port: import('node:worker_threads').Worker | import('node:worker_threads').MessagePort,
  ): Endpoint
}
