/** The words in doubt of a page that are to be marked, while somebody wants to see them. */
import { useMemo } from 'react'
import { type DoubtfulWord, doubtfulWords } from '../../src-preload/doubts.ts'
import type { PageView } from '../../src-preload/model.ts'
import { useView } from '../document/view-state.ts'

const NONE: readonly DoubtfulWord[] = []

export function useDoubts(view: PageView): readonly DoubtfulWord[] {
  const shown = useView((state) => state.showConfidence || state.isProofreading)
  const looked = useView(({ proof }) => (proof?.page === view.page ? proof.word : null))
  return useMemo(
    () => (shown ? doubtfulWords(view).filter((word) => !word.checked || word.id === looked) : NONE),
    [shown, view, looked],
  )
}

/** The word of the page that is being proofread. */
export function useLookedAt(page: number): string | null {
  return useView(({ proof }) => (proof?.page === page ? proof.word : null))
}
