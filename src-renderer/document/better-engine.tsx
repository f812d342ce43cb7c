/** Beside a warning that another engine would help with: that engine, by one press. */
import { useTranslation } from 'react-i18next'
import { bridge } from '../bridge.ts'
import { engineName, isUsable } from '../engine/engine-name.ts'
import { openDocument, showDialog, showSide, useWindow } from '../store.ts'
import { TextButton } from '../ui/button.tsx'
import { attempt } from '../ui/toasts.tsx'
import { useDocument } from './data.ts'

/** By the code of a warning, the engines that help, the first that can be used. */
const HELP: Readonly<Record<string, readonly string[]>> = {
  script_not_supported: ['vision', 'ppocrv5', 'tesseract', 'vlm'],
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
  const found = [...helping, ...services(engines, code)].find((id) => {
    const engine = engines.get(id)
    return engine && isUsable(engine)
  })
  if (!found)
    return code === 'read_alone' ? null : (
      <TextButton onPress={() => showDialog('settings')}>{t('document.setUpEngine')}</TextButton>
    )
  const readAgain = async () => {
    const options = { ...job.options, engine: found, fresh: true }
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
