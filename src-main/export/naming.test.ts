import { expect, it } from 'vitest'
import { exportStem } from './naming.ts'

const job = {
  name: 'Rent 2025.tar.pdf',
  createdAt: '2026-03-01T10:00:00.000Z',
  endedAt: '2026-03-14T12:00:00.000Z',
  totalPages: 12,
  language: 'deu',
}

it.each([
  ['{name}', 'Rent 2025.tar'],
  ['{name}-{date}', 'Rent 2025.tar-2026-03-14'],
  ['{date} {name} ({pages} p, {language})', '2026-03-14 Rent 2025.tar (12 p, deu)'],
  ['fixed', 'fixed'],
  ['  ', 'Rent 2025.tar'],
])('%s', (rule, stem) => {
  expect(exportStem(job, rule)).toBe(stem)
})

it('a rule that names what there is not is refused with its name', () => {
  expect(() => exportStem(job, '{name}-{author}')).toThrow(/^\{author\} means nothing/)
})

it('a document that has not ended has the day on which it was added', () => {
  expect(exportStem({ ...job, endedAt: null, language: null }, '{date} {language}')).toBe('2026-03-01 und')
})
