/** The window's side: queue or history, and the engine's state at the foot. */
import { Plus, Settings2 } from 'lucide-react'
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { EngineButton } from '../engine/engine-button.tsx'
import { HistoryPanel } from '../history/history-panel.tsx'
import { QueuePanel } from '../queue/queue-panel.tsx'
import { showDialog, showSide, useWindow, type WindowState } from '../store.ts'
import { IconButton } from '../ui/button.tsx'
import { keys } from '../ui/format.ts'
import { chooseFiles } from './add-files.ts'
import './side.css'

export function Side() {
  const { t } = useTranslation()
  const side = useWindow((state) => state.side)
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
          <IconButton icon={Plus} label={t('app.add')} keys={keys('Mod+O')} onPress={chooseFiles} />
        </div>
        <TabPanel id="queue" className="side-panel">
          <QueuePanel />
        </TabPanel>
        <TabPanel id="history" className="side-panel" shouldForceMount>
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
