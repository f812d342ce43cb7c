import { request } from 'undici'
import { expect, it } from 'vitest'
import { checkedUrl, isPublic, needPublicNumber, publicAgent } from './public-address.ts'

it.each([
  ['127.0.0.1', false],
  ['10.1.2.3', false],
  ['169.254.169.254', false],
  ['192.168.1.1', false],
  ['0.0.0.0', false],
  ['::1', false],
  ['::ffff:127.0.0.1', false],
  ['fe80::1', false],
  ['fd00::1', false],
  ['64:ff9b::7f00:1', false],
  ['2002:7f00:1::', false],
  ['8.8.8.8', true],
  ['2606:4700::1111', true],
])('%s is public: %s', (address, wanted) => {
  expect(isPublic(address)).toBe(wanted)
})

it('names that lead here are not connected to, however they are written', async () => {
  const agent = publicAgent()
  await expect(request('http://localhost:9/', { dispatcher: agent })).rejects.toThrow(/this machine or its network/)
  await agent.destroy()
  for (const address of [
    'http://127.0.0.1/',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://[::1]/',
    'http://[::ffff:10.0.0.1]/',
  ])
    expect(() => needPublicNumber(checkedUrl(address))).toThrow(/this machine or its network/)
  expect(() => needPublicNumber(checkedUrl('https://example.org/x.pdf'))).not.toThrow()
})

it.each(['file:///etc/passwd', 'ftp://example.org/x', 'nothing', 'https://me:secret@example.org/'])(
  '%s is no address',
  (given) => {
    expect(() => checkedUrl(given)).toThrow(/http/)
  },
)
