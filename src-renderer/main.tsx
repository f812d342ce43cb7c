/** The window's start: the bridge, the words, the store, the page. */
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { bridge } from './bridge.ts'
import './i18n/index.ts'
import { connectStore } from './store.ts'
import './styles/base.css'

connectStore(bridge)
const root = document.getElementById('root')
if (!root) throw new Error('index.html has no root')
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
