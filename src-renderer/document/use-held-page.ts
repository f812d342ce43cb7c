/** A page's result while it is shown, fetched if it isn't at hand. */
import { useEffect } from 'react'
import type { PageView } from '../../src-preload/model.ts'
import { holdPage, needPage, useDocument } from './data.ts'

export function useHeldPage(page: number): PageView | null {
  const view = useDocument((state) => state.pages.get(page))
  const epoch = useDocument((state) => state.epoch)
  useEffect(() => holdPage(page), [page])
  // biome-ignore lint/correctness/useExhaustiveDependencies: what failed to come is asked for again after a reload
  useEffect(() => {
    if (!view) needPage(page)
  }, [view, page, epoch])
  return view ?? null
}
