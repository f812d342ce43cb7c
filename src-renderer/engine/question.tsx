/** A question where it was raised, in place of what raised it. */
import { useTranslation } from 'react-i18next'
import { TextButton } from '../ui/button.tsx'
import { attempt } from '../ui/toasts.tsx'

interface QuestionProps {
  text: string
  yes: string
  onYes: () => Promise<unknown>
  onClose: () => void
}

export function Question({ text, yes, onYes, onClose }: QuestionProps) {
  const { t } = useTranslation()
  const answer = async () => {
    await attempt(onYes())
    onClose()
  }
  return (
    <div
      className="engine-question"
      role="alertdialog"
      aria-label={text}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        onClose()
      }}
    >
      <p>{text}</p>
      <div className="engine-actions">
        <TextButton autoFocus onPress={onClose}>
          {t('app.cancel')}
        </TextButton>
        <TextButton kind="primary" onPress={answer}>
          {yes}
        </TextButton>
      </div>
    </div>
  )
}
