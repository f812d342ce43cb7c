import { resolve } from 'node:path'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  // Importing the real one would look for its program.
  resolve: { alias: { electron: resolve(import.meta.dirname, 'test/support/electron/none.ts') } },
  test: {
    include: ['src-*/**/*.test.{ts,tsx}', 'test/**/*.test.ts'],
    testTimeout: 120_000,
    // On a machine that others share a key or a drag can get lost on its way into the browser.
    retry: process.env['CI'] ? 1 : 0,
    hookTimeout: 120_000,
    // Two recognition processes on two cores already compete; more would only make each slow.
    maxWorkers: 2,
    env: { TMPDIR: '/tmp' },
  },
})
