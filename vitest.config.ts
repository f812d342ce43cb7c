import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['src-*/**/*.test.ts', 'test/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Two recognition processes on two cores already compete; more would only make each slow.
    maxWorkers: 2,
    env: { TMPDIR: '/tmp' },
  },
})
