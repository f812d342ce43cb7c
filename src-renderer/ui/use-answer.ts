/** The answer of an asynchronous question. While one is under way only the latest other one waits for its turn. */
import { useEffect, useRef, useState } from 'react'

/** Asked again when `about` changes. Null until the first answer, and while there is none. */
export function useAnswer<T>(ask: () => Promise<T>, about: string): T | null {
  const [answer, setAnswer] = useState<T | null>(null)
  const latest = useRef(ask)
  latest.current = ask
  const state = useRef({ asking: false, due: false, gone: false })
  // biome-ignore lint/correctness/useExhaustiveDependencies: the question is what it is about
  useEffect(() => {
    const now = state.current
    const run = async () => {
      now.asking = true
      do {
        now.due = false
        const given = await latest.current().catch(() => null)
        if (!now.gone && !now.due) setAnswer(given)
      } while (now.due && !now.gone)
      now.asking = false
    }
    now.gone = false
    if (now.asking) now.due = true
    else void run()
  }, [about])
  useEffect(() => {
    const now = state.current
    return () => {
      now.gone = true
    }
  }, [])
  return answer
}
