/** The answer of an asynchronous question; an older answer never replaces a newer one. */
import { useEffect, useRef, useState } from 'react'

/** Asked again when `about` changes. Null until the first answer, and while there is none. */
export function useAnswer<T>(ask: () => Promise<T>, about: string): T | null {
  const [answer, setAnswer] = useState<T | null>(null)
  const latest = useRef(ask)
  latest.current = ask
  // biome-ignore lint/correctness/useExhaustiveDependencies: the question is what it is about
  useEffect(() => {
    let current = true
    latest.current().then(
      (given) => current && setAnswer(given),
      () => current && setAnswer(null),
    )
    return () => {
      current = false
    }
  }, [about])
  return answer
}
