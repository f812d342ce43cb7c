import { expect, it } from 'vitest'
import { languageOf } from './language.ts'

it.each([
  ['The quick brown fox jumps over the lazy dog, and then it goes home to sleep for the night.', 'eng'],
  ['Die Rechnung ist innerhalb von vierzehn Tagen ohne Abzug zu bezahlen, wenn nichts anderes steht.', 'deu'],
  ['La facture doit être payée dans les quatorze jours, sans aucune déduction, sauf accord contraire.', 'fra'],
  ['增值税发票号码二零二六零三一四开票日期二零二六年三月', 'cmn'],
  ['これは日本語の文章です。請求書を確認してください。', 'jpn'],
  ['123 456 78', null],
  ['ok', null],
])('%s', (text, language) => {
  expect(languageOf(text)).toBe(language)
})
