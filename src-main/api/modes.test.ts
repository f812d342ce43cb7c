import { expect, it } from 'vitest'
import { modeOf } from './modes.ts'

it('each word for what is wanted of a page has its mode', () => {
  expect(modeOf({})).toBe('markdown')
  expect(modeOf({ mode: 'basic' })).toBe('basic')
  expect(modeOf({ mode: 'table' })).toBe('markdown')
  expect(modeOf({ mode: 'formula' })).toBe('markdown')
  expect(modeOf({ mode: 'product' })).toBe('basic')
  expect(modeOf({ content_type: 'Document', subcategory: 'Academic', complexity: 'Medium' })).toBe('basic')
  expect(modeOf({ content_type: 'Document', subcategory: 'Table', complexity: 'Tiny' })).toBe('markdown')
  expect(modeOf({ content_type: 'Scene', subcategory: 'Photo' })).toBe('basic')
  // A mode that is named goes before a kind of content.
  expect(modeOf({ mode: 'markdown', content_type: 'Scene', subcategory: 'Photo' })).toBe('markdown')
})

it('a word that there is not is refused with the list', () => {
  expect(() => modeOf({ content_type: 'Letter' })).toThrow(/no "Letter"; there are Document, Scene/)
  expect(() => modeOf({ content_type: 'Scene', subcategory: 'Table' })).toThrow(/Street, Photo, Objects, Verification/)
  expect(() => modeOf({ complexity: 'Huge' })).toThrow(/Tiny, Small, Medium, Large, Gundam/)
})
