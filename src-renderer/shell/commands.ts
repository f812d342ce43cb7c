/** What menus and shortcuts ask for, and who does it. A part of the window that can do it registers itself. */
import { useEffect, useRef } from 'react'
import type { MenuCommand } from '../../src-preload/bridge-types.ts'

const doers = new Map<MenuCommand, Set<() => void>>()

export function runCommand(command: MenuCommand): boolean {
  const last = [...(doers.get(command) ?? [])].at(-1)
  last?.()
  return last !== undefined
}

/** Does `command` while the component is there. */
export function useCommand(command: MenuCommand, work: () => void): void {
  const latest = useRef(work)
  latest.current = work
  useEffect(() => {
    const doer = () => latest.current()
    const all = doers.get(command) ?? new Set()
    doers.set(command, all.add(doer))
    return () => void all.delete(doer)
  }, [command])
}
