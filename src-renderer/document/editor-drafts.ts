/** What editors have begun, by their block: pages that are scrolled away are taken down, and their editors with them. */
import type { TableGrid } from '../../src-preload/model.ts'
import type { KindId } from './page-menu.tsx'

export interface EditorDraft {
  /** When the edit was made that was there when the editing began; null: none. */
  since: string | null
  kind: KindId | null
  /** Of a table: what it was step by step, the latest last. */
  grids: readonly TableGrid[]
}

const drafts = new Map<string, EditorDraft>()

export function draftOf(key: string, begin: () => EditorDraft): EditorDraft {
  const known = drafts.get(key) ?? begin()
  drafts.set(key, known)
  return known
}

export function changeDraft(key: string, change: Partial<EditorDraft>): void {
  const known = drafts.get(key)
  if (known) drafts.set(key, { ...known, ...change })
}

export function dropDraft(key: string): void {
  drafts.delete(key)
}

export function dropAllDrafts(): void {
  drafts.clear()
}
