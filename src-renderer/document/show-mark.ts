/** Brings a marked word into sight. */

const TRIES = 40
const EVERY_MS = 50

/** The page's marked word number `at` (from 0), as soon as the page's text is there. Returns how to stop waiting. */
export function showMark(page: number, at = 0): () => void {
  let tries = 0
  const timer = setInterval(() => {
    const marks = document.querySelectorAll(`[data-page="${page}"] mark`)
    for (const mark of document.querySelectorAll('mark.current')) mark.classList.remove('current')
    // A phrase over two lines is one hit and two marks, or none: the nearest is shown.
    const mark = marks[Math.min(at, marks.length - 1)]
    mark?.classList.add('current')
    mark?.scrollIntoView({ block: 'nearest' })
    if (mark || ++tries > TRIES) clearInterval(timer)
  }, EVERY_MS)
  return () => clearInterval(timer)
}
