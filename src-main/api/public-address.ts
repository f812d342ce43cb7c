/**
 * Addresses of the internet at large. Whoever may name an address that this machine is to speak to could otherwise reach
 * what only this machine, or its network, can.
 */
import { type LookupAddress, lookup } from 'node:dns'
import { BlockList, isIPv6 } from 'node:net'
import { Agent } from 'undici'
import { InkleafError } from '../errors.ts'

/** IANA's registries of special-purpose addresses (RFC 6890 and its updates), multicast with them. */
const SPECIAL_IPV4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
] as const
/** Whatever is not 2000::/3, global unicast, is special; within it these are. */
const SPECIAL_IPV6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'] as const

const special = new BlockList()
for (const [list, family] of [
  [SPECIAL_IPV4, 'ipv4'],
  [SPECIAL_IPV6, 'ipv6'],
] as const)
  for (const range of list) {
    const [net = '', bits] = range.split('/')
    special.addSubnet(net, Number(bits), family)
  }
const global = new BlockList()
global.addSubnet('2000::', 3, 'ipv6')

export function isPublic(address: string): boolean {
  if (!isIPv6(address)) return !special.check(address, 'ipv4')
  return global.check(address, 'ipv6') && !special.check(address, 'ipv6')
}

/** Speaks to public addresses only, whatever a name leads to at the moment of connecting (DNS rebinding). */
export function publicAgent(): Agent {
  return new Agent({
    connect: {
      lookup: (name, options, done) =>
        lookup(name, { ...options, all: true }, (error, found) => {
          if (error) return done(error, '', 0)
          const all = found as unknown as LookupAddress[]
          const first = all.find(({ address }) => isPublic(address))
          // One private among several is as good as all.
          if (!first || !all.every(({ address }) => isPublic(address))) return done(privateAddress(name), '', 0)
          if (options.all) return done(null, all)
          return done(null, first.address, first.family)
        }),
    },
  })
}

/** Throws `bad_request` where it is no address, `private_address` where it is written as a number of this network. */
export function checkedUrl(given: string): URL {
  const url = URL.parse(given)
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '')
    throw new InkleafError(
      'bad_request',
      'input',
      'url: give an address that begins with http:// or https://, without a password.',
    )
  return url
}

/** Numbers are not looked up: they are judged as they are. Throws `private_address`. */
export function needPublicNumber({ hostname }: URL): void {
  const number = hostname.replace(/^\[|\]$/g, '')
  const isNumber = /^[\d.]+$/.test(number) || number.includes(':')
  if (isNumber && !isPublic(number)) throw privateAddress(number)
}

export function privateAddress(name: string): InkleafError {
  return new InkleafError(
    'private_address',
    'input',
    `${name.slice(0, 100)} is an address of this machine or its network.`,
  )
}
