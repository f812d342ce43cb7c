import { resolve } from 'node:path'
import { defineConfig } from 'vitest/config'

const inBrowser = ['test/e2e/window/**/*.test.ts']

export default defineConfig({
  // Importing the real one would look for its program.
  resolve: { alias: { electron: resolve(import.meta.dirname, 'test/support/electron/none.ts') } },
  test: {
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Two recognition processes on two cores already compete; more would only make each slow.
    maxWorkers: 2,
    env: { TMPDIR: '/tmp', MALLOC_ARENA_MAX: '2' },
    projects: [
      {
        extends: true,
        test: {
          name: 'core',
          include: ['src-*/**/*.test.{ts,tsx}', 'test/**/*.test.ts', 'clients/*.test.ts'],
          exclude: inBrowser,
          // One that fails now and then has a fault.
          retry: 0,
        },
      },
      {
        extends: true,
        test: {
          name: 'window',
          include: inBrowser,
          // On a machine that others share a key or a drag can get lost on its way into the browser. Each that was
          // tried again is named at the end.
          retry: process.env['CI'] ? 1 : 0,
        },
      },
    ],
  },
})
