/** The document, page and view that are looked at stand in the address, so that a reload comes back to them. */
import { useEffect } from 'react'
import { TABS, type Tab, useView } from '../document/view-state.ts'
import { openDocument, useWindow } from '../store.ts'

const ADDRESS = /^#\/document\/([\w-]+)\/(\d{1,7})\/(\w+)$/

export function useAddress(): void {
  const jobId = useWindow((state) => state.open?.jobId)
  const current = useView((state) => state.current)
  const tab = useView((state) => state.tab)
  useEffect(() => {
    const [, id, page, view] = ADDRESS.exec(location.hash) ?? []
    if (id === undefined) return
    if (TABS.includes(view as Tab)) useView.setState({ tab: view as Tab })
    openDocument(id, Number(page))
  }, [])
  useEffect(() => {
    const address = jobId === undefined ? location.pathname : `#/document/${jobId}/${current}/${tab}`
    history.replaceState(null, '', address)
  }, [jobId, current, tab])
}
