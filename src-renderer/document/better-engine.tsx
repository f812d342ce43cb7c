/** Beside a warning that another engine would help with: that engine, by one press. */
import { useTranslation } from 'react-i18next'
import { bridge } from '../bridge.ts'
import { engineName, isUsable } from '../engine/engine-name.ts'
import { openDocument, showSettings, showSide, useWindow } from '../store.ts'
import { TextButton } from '../ui/button.tsx'
import { attempt } from '../ui/toasts.tsx'
import { useDocument } from './data.ts'

const BY_LINES = 'by lines'
/** By the code of a warning, the engines that help, the first that can be used. Both readers of other scripts: `auto`. */
const HELP: Readonly<Record<string, readonly string[]>> = {
  script_not_supported: ['vision', BY_LINES, 'vlm'],
  formulas_unread: ['vlm'],
}

export function BetterEngine({ code }: { code: string }) {
  const { t } = useTranslation()
  const engines = useWindow((window) => window.engines)
  const job = useDocument((state) => state.job)
  if (!job) return null
  // Where another engine did not read it, that one may now.
  const helping = code === 'read_alone' ? [job.options.engine] : (HELP[code] ?? [])
  if (helping.length === 0) return null
  const canUse = (id: string) => {
    const engine = engines.get(id)
    return engine !== undefined && isUsable(engine)
  }
  const byLines = ['ppocrv5', 'tesseract'].filter(canUse)
  const readers = byLines.length > 1 ? ['auto'] : byLines
  const found = [...helping.flatMap((id) => (id === BY_LINES ? readers : [id])), ...services(engines, code)].find(
    canUse,
  )
  if (!found)
    return code === 'read_alone' ? null : (
      <TextButton onPress={() => showSettings('engines')}>{t('document.setUpEngine')}</TextButton>
    )
  const readAgain = async () => {
    // A PDF's own text has its formulas as loose signs.
    const textLayer = code === 'formulas_unread' ? 'never' : job.options.textLayer
    const options = { ...job.options, engine: found, textLayer, fresh: true }
    const again = await attempt(bridge.call('jobs.readAgain', { jobId: job.id, options }))
    if (!again) return
    showSide('queue')
    openDocument(again.id)
  }
  return <TextButton onPress={readAgain}>{t('document.readWith', { engine: engineName(found, t) })}</TextButton>
}

function services(engines: ReturnType<typeof useWindow.getState>['engines'], code: string): string[] {
  if (!(code in HELP)) return []
  return [...engines.values()].filter(({ kind }) => kind === 'remote').map(({ id }) => id)
}
