import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fixture, put, temporaryFolder } from '../../test/support/folders.ts'
import { identify, kindOf } from './kind.ts'

const folder = temporaryFolder()

describe('the kind of a file', () => {
  it('is told by its content, not its name', async () => {
    expect((await identify(fixture('sample.pdf'))).kind).toBe('pdf')
    expect((await identify(fixture('page.png'))).kind).toBe('png')
    const disguised = put(folder, 'picture.pdf', Buffer.from('\x89PNG\r\n\x1a\nrest', 'latin1'))
    expect((await identify(disguised)).kind).toBe('png')
  })

  it('of a PDF is found behind other bytes', () => {
    expect(kindOf(Buffer.from('junk from a mail server\n%PDF-1.4'))).toBe('pdf')
  })

  it('is known for each kind of picture', () => {
    const heads = {
      gif: 'GIF89a',
      jpeg: '\xff\xd8\xff\xe0',
      webp: 'RIFF....WEBP',
      tiff: 'II*\0',
      heic: '\0\0\0\x18ftypheic',
    }
    for (const [kind, head] of Object.entries(heads)) expect(kindOf(Buffer.from(head, 'latin1'))).toBe(kind)
    expect(kindOf(Buffer.concat([Buffer.from('BM'), Buffer.alloc(40)]))).toBe('bmp')
  })
})

describe('a file that is refused', () => {
  it.each([
    ['empty', '', 'empty_file', /0 bytes/],
    ['notes.pdf', 'just some text', 'unknown_kind', /a text file/],
    ['drawing.png', '<?xml version="1.0"?><svg xmlns=""/>', 'unknown_kind', /SVG/],
    ['page.jpg', '<!DOCTYPE html><p>', 'unknown_kind', /web page/],
    ['letter.pdf', Buffer.from('PK\x03\x04....word/document.xml', 'latin1'), 'unknown_kind', /Office/],
  ])('%s says what it is', async (name, content, code, words) => {
    await expect(identify(put(folder, name, content))).rejects.toMatchObject({
      code,
      kind: 'input',
      message: expect.stringMatching(words),
    })
  })

  it('is a folder', async () => {
    mkdirSync(join(folder, 'sub'))
    await expect(identify(join(folder, 'sub'))).rejects.toMatchObject({ code: 'is_folder' })
  })
})
