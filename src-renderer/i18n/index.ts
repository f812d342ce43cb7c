/** The window's words in its languages. */
import i18n from 'i18next'
import { initReactI18next } from 'react-i18next'
import { en } from './en.ts'
import { zhCN } from './zh-cn.ts'

void i18n.use(initReactI18next).init({
  resources: { en: { translation: en }, 'zh-CN': { translation: zhCN } },
  lng: systemLanguage(),
  fallbackLng: 'en',
  interpolation: { escapeValue: false },
})

export function systemLanguage(): 'en' | 'zh-CN' {
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en'
}

export function setLanguage(language: 'system' | 'en' | 'zh-CN'): void {
  const wanted = language === 'system' ? systemLanguage() : language
  document.documentElement.lang = wanted
  if (i18n.language !== wanted) void i18n.changeLanguage(wanted)
}
