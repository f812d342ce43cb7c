/** Writes down what a run of the tests came to, with the names of those that were left out or tried again. */
import { writeFileSync } from 'node:fs'
import type { Reporter, TestModule } from 'vitest/node'

export interface TestTally {
  passed: number
  failed: number
  skipped: string[]
  retried: string[]
}

export default class TallyReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const tally: TestTally = { passed: 0, failed: errors.length, skipped: [], retried: [] }
    for (const module of modules) {
      const tests = [...module.children.allTests()]
      // A file that can't even be loaded has no tests.
      if (tests.length === 0 && !module.ok()) tally.failed++
      for (const test of tests) {
        const { state } = test.result()
        if (state === 'passed') tally.passed++
        else if (state === 'failed') tally.failed++
        else tally.skipped.push(test.fullName)
        if ((test.diagnostic()?.retryCount ?? 0) > 0) tally.retried.push(test.fullName)
      }
    }
    const file = process.env['INKLEAF_TALLY']
    if (file) writeFileSync(file, JSON.stringify(tally))
  }
}
