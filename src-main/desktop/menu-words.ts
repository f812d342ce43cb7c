/** The menus' words; those of the platform's own roles come from the platform. */
const en = {
  file: 'File',
  edit: 'Edit',
  view: 'View',
  open: 'Open…',
  captureScreen: 'Text from Screen',
  readClipboard: 'OCR Clipboard',
  export: 'Export…',
  settings: 'Settings…',
  copyPage: 'Copy Page',
  copyAll: 'Copy All',
  find: 'Find in Document',
  showQueue: 'Queue',
  showHistory: 'History',
  nextPage: 'Next Page',
  previousPage: 'Previous Page',
  zoomIn: 'Zoom In',
  zoomOut: 'Zoom Out',
  zoomFit: 'Fit to Width',
  rotate: 'Rotate View',
  homepage: 'Inkleaf on the Web',
  diagnostics: 'Save Diagnostics…',
  about: 'About Inkleaf',
}
export type MenuWords = typeof en

const zhCN: MenuWords = {
  file: '文件',
  edit: '编辑',
  view: '显示',
  open: '打开…',
  captureScreen: '屏幕取字',
  readClipboard: '识别剪贴板',
  export: '导出…',
  settings: '设置…',
  copyPage: '复制本页',
  copyAll: '复制全部',
  find: '在文档中查找',
  showQueue: '队列',
  showHistory: '历史',
  nextPage: '下一页',
  previousPage: '上一页',
  zoomIn: '放大',
  zoomOut: '缩小',
  zoomFit: '适合宽度',
  rotate: '旋转视图',
  homepage: 'Inkleaf 网站',
  diagnostics: '保存诊断信息…',
  about: '关于 Inkleaf',
}

export function menuWords(chinese: boolean): MenuWords {
  return chinese ? zhCN : en
}
