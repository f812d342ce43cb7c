/** Short words at the window's foot, with a way to undo where there is one. */

import i18n from 'i18next'
import { X } from 'lucide-react'
import {
  Text,
  UNSTABLE_Toast as Toast,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastQueue as ToastQueue,
  UNSTABLE_ToastRegion as ToastRegion,
} from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { CoreError } from '../core-error.ts'
import { errorText } from '../i18n/error-text.ts'
import { IconButton, TextButton } from './button.tsx'
import './toasts.css'

interface Word {
  text: string
  undo?: () => void
}

const toasts = new ToastQueue<Word>({ maxVisibleToasts: 3 })
const SHORT_MS = 5000
const UNDO_MS = 30_000

export function say(text: string, undo?: () => void): void {
  toasts.add(undo ? { text, undo } : { text }, { timeout: undo ? UNDO_MS : SHORT_MS })
}

/** Does something that may fail, and says so if it does. */
export async function attempt<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work
  } catch (caught) {
    const message =
      caught instanceof CoreError ? errorText(caught) : String(caught instanceof Error ? caught.message : caught)
    say(i18n.t('app.failed', { message }))
    return undefined
  }
}

export function Toasts() {
  const { t } = useTranslation()
  return (
    <ToastRegion queue={toasts} className="toasts">
      {({ toast }) => (
        <Toast toast={toast} className="toast">
          <ToastContent className="toast-text">
            <Text slot="title">{toast.content.text}</Text>
          </ToastContent>
          {toast.content.undo && (
            <TextButton
              onPress={() => {
                toast.content.undo?.()
                toasts.close(toast.key)
              }}
            >
              {t('app.undo')}
            </TextButton>
          )}
          <IconButton slot="close" icon={X} label={t('app.dismiss')} />
        </Toast>
      )}
    </ToastRegion>
  )
}
