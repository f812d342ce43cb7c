/** A formula, set by KaTeX from its LaTeX. */
import katex from 'katex'
import { useLayoutEffect, useRef } from 'react'
import 'katex/dist/katex.min.css'

interface FormulaProps {
  latex: string
  displayed: boolean
}

/** What KaTeX doesn't understand is shown as it is written. */
export default function Formula({ latex, displayed }: FormulaProps) {
  const ref = useRef<HTMLSpanElement>(null)
  useLayoutEffect(() => {
    const element = ref.current
    if (!element) return
    try {
      katex.render(latex, element, { displayMode: displayed, strict: 'ignore', throwOnError: true })
    } catch {
      const code = document.createElement('code')
      code.textContent = latex
      element.replaceChildren(code)
    }
  }, [latex, displayed])
  return <span ref={ref} className={displayed ? 'formula displayed' : 'formula'} title={latex} />
}
