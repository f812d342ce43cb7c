/** The window's side: queue or history, and the engine's state at the foot. */
import { Plus, Settings2 } from 'lucide-react'
import { useState } from 'react'
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { EngineButton } from '../engine/engine-button.tsx'
import { HistoryPanel } from '../history/history-panel.tsx'
import { QueuePanel } from '../queue/queue-panel.tsx'
import { showDialog, showSide, useWindow, type WindowState } from '../store.ts'
import { ActionMenu } from '../ui/action-menu.tsx'
import { IconButton } from '../ui/button.tsx'
import { keys } from '../ui/format.ts'
import { addActions } from './add-actions.ts'
import './side.css'

export function Side() {
  const { t } = useTranslation()
  const side = useWindow((state) => state.side)
  // Once it was looked at it stays, with its words and filters; before that it costs nothing.
  const [historySeen, setHistorySeen] = useState(false)
  if (side === 'history' && !historySeen) setHistorySeen(true)
  return (
    <aside className="side">
      <Tabs className="side-tabs" selectedKey={side} onSelectionChange={(key) => showSide(key as WindowState['side'])}>
        <div className="side-head">
          <TabList aria-label="Inkleaf" className="segments">
            <Tab id="queue" className="segment">
              {t('app.queue')}
            </Tab>
            <Tab id="history" className="segment">
              {t('app.history')}
            </Tab>
          </TabList>
          <ActionMenu icon={Plus} label={t('app.add')} actions={addActions(t)} />
        </div>
        <TabPanel id="queue" className="side-panel">
          <QueuePanel />
        </TabPanel>
        <TabPanel id="history" className="side-panel" shouldForceMount={historySeen}>
          <HistoryPanel />
        </TabPanel>
      </Tabs>
      <footer className="side-foot">
        <EngineButton />
        <IconButton
          icon={Settings2}
          label={t('app.settings')}
          keys={keys('Mod+,')}
          onPress={() => showDialog('settings')}
        />
      </footer>
    </aside>
  )
}
