/** A page's result as the API gives it. */
import type { PageView } from '../../src-preload/model.ts'

export function JsonText({ view }: { view: PageView }) {
  return <pre className="json">{JSON.stringify({ ...view.result, edits: view.edits }, null, 2)}</pre>
}
