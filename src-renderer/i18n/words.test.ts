import { expect, it } from 'vitest'
import { en } from './en.ts'
import { zhCN } from './zh-cn.ts'

type Tree = { [key: string]: string | Tree }

function flat(tree: Tree, prefix = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[prefix + key, value] as [string, string]] : flat(value, `${prefix}${key}.`),
  )
}

const placeholders = (text: string) => [...text.matchAll(/{{(\w+)}}/g)].map(([, name]) => name).sort()

it('both languages have all words, and fill in the same things', () => {
  const [english, chinese] = [new Map(flat(en)), new Map(flat(zhCN))]
  expect([...chinese.keys()].sort()).toEqual([...english.keys()].sort())
  for (const [key, text] of english)
    expect([key, placeholders(chinese.get(key) ?? '')]).toEqual([key, placeholders(text)])
})

it('no word is empty', () => {
  for (const [key, text] of [...flat(en), ...flat(zhCN)]) expect([key, text.trim()]).not.toEqual([key, ''])
})
