/** Ending private mode deletes what was read in it: first it asks, and says how much that is. */

import { useTranslation } from 'react-i18next'
import { create } from 'zustand'
import { bridge } from '../bridge.ts'
import { TextButton } from '../ui/button.tsx'
import { Sheet } from '../ui/dialog.tsx'
import { attempt } from '../ui/toasts.tsx'

/** How many documents an end would delete, while it is asked; null: nothing is asked. */
const useQuestion = create<{ count: number | null }>(() => ({ count: null }))

export async function setPrivateMode(on: boolean): Promise<void> {
  if (on) return end(true)
  const answer = await attempt(bridge.call('history.private', {}))
  if (!answer) return
  if (answer.jobs === 0) return end(false)
  useQuestion.setState({ count: answer.jobs })
}

async function end(on: boolean): Promise<void> {
  useQuestion.setState({ count: null })
  await attempt(bridge.call('settings.set', { patch: { privateMode: on } }))
}

export function PrivateQuestion() {
  const { t } = useTranslation()
  const count = useQuestion((state) => state.count)
  const close = () => useQuestion.setState({ count: null })
  return (
    <Sheet title={t('private.title')} isOpen={count !== null} onClose={close}>
      <p>{t('private.ask', { count: count ?? 0 })}</p>
      <div className="sheet-actions">
        <TextButton onPress={close}>{t('app.cancel')}</TextButton>
        <TextButton kind="danger" onPress={() => end(false)}>
          {t('private.end', { count: count ?? 0 })}
        </TextButton>
      </div>
    </Sheet>
  )
}
