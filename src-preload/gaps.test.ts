import { expect, it } from 'vitest'
import { gapsIn } from './gaps.ts'

const blot = { code: 'blot', kind: 'input', message: 'A blot.' } as const
const page = (
  number: number,
  status: 'completed' | 'failed' | 'cancelled' | 'pending',
  error: typeof blot | null = null,
) => ({
  page: number,
  status,
  error,
})

it('each stretch of missing pages is said once, where it begins, with why', () => {
  const pages = [
    page(1, 'completed'),
    page(2, 'failed', blot),
    page(3, 'failed', blot),
    page(5, 'pending'),
    page(6, 'completed'),
    page(7, 'cancelled'),
  ]
  expect([...gapsIn(pages)]).toEqual([
    [2, 'Pages 2-3: could not be read. A blot.'],
    [5, 'Page 5: not read yet'],
    [7, 'Page 7: not read, it was cancelled'],
  ])
  expect(gapsIn([page(1, 'completed')]).size).toBe(0)
})
