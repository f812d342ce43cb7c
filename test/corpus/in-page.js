/** What runs in the page of a source. */

/** Elements in the order of the source, which is the order of reading; the shape is that of truth.ts. */
globalThis.readTruth = () => {
  const blocks = []
  const textOf = (element) => (element.textContent ?? '').replace(/\s+/g, ' ').trim()
  const cellsOf = (table) => {
    const taken = new Set()
    const cells = []
    for (const [row, tr] of [...table.querySelectorAll('tr')].entries()) {
      let column = 0
      for (const td of tr.querySelectorAll('td, th')) {
        while (taken.has(`${row},${column}`)) column++
        for (let r = 0; r < td.rowSpan; r++) for (let c = 0; c < td.colSpan; c++) taken.add(`${row + r},${column + c}`)
        cells.push({ row, column, rowSpan: td.rowSpan, columnSpan: td.colSpan, text: textOf(td) })
        column += td.colSpan
      }
    }
    return cells
  }
  /** The kind of what stands directly in an element. */
  const kindOf = (element) => {
    if (element.matches('.running-head')) return { type: 'running_head' }
    if (element.matches('.page-number')) return { type: 'page_number' }
    if (element.matches('.footnotes > p')) return { type: 'footnote' }
    if (element.matches('caption, figcaption, .figure > .title, .table > .title')) return { type: 'caption' }
    if (element.closest('dt, p.title')) return { type: 'term' }
    const heading = element.closest('h1, h2, h3, h4, h5, h6')
    if (heading) return { type: 'heading', level: Number(heading.localName[1]) }
    const item = element.closest('li, td, dd, blockquote')
    if (item?.localName !== 'li' || item.dataset.begun) return { type: 'paragraph' }
    item.dataset.begun = 'yes'
    let level = 0
    for (let up = item.parentElement; up; up = up.parentElement) if (/^[uo]l$/.test(up.localName)) level++
    return { type: 'list_item', level }
  }
  const isShown = (element) => {
    const { display, visibility } = getComputedStyle(element)
    return display !== 'none' && visibility !== 'hidden'
  }
  const isInline = (element) =>
    /^inline|^contents/.test(getComputedStyle(element).display) && !element.querySelector('table, pre, p, ul, ol, figure')
  /** A table that only sets things side by side, or frames them. */
  const isLayout = (table) =>
    table.rows.length < 2 ||
    table.closest('.note, .tip, .warning, .important, .caution') || [...table.rows].every((row) => row.cells.length < 2) || table.querySelector('table, pre')
  const walk = (parent) => {
    let text = ''
    const flush = () => {
      text = text.replace(/\s+/g, ' ').trim()
      if (text === '') return
      const begun = blocks.findLast((block) => block.type === 'paragraph')
      if (parent.closest('[data-continued]') && begun) begun.text += ` ${text}`
      else blocks.push({ ...kindOf(parent), text })
      text = ''
    }
    for (const node of parent.childNodes) {
      if (node.nodeType === Node.TEXT_NODE) text += node.data
      if (node.nodeType !== Node.ELEMENT_NODE || !isShown(node)) continue
      const name = node.localName
      if (name === 'br') text += ' '
      else if (node.matches('.formula')) blocks.push({ type: 'formula', text: '' })
      else if (isInline(node)) text += /^(img|svg|script|style|noscript)$/.test(name) ? '' : node.textContent
      else {
        flush()
        if (name === 'pre') blocks.push({ type: 'code', text: (node.textContent ?? '').trimEnd() })
        else if (name === 'table' && !isLayout(node)) {
          if (node.caption) walk(node.caption)
          const cells = cellsOf(node)
          blocks.push({ type: 'table', cells, text: cells.map((cell) => cell.text).join('\n') })
        } else {
          if (name === 'figure') blocks.push({ type: 'figure', text: '' })
          walk(node)
        }
      }
    }
    flush()
  }
  walk(document.body)
  return blocks
}

/** One sheet of several, as a scanner sees it. */
globalThis.showOnly = (shown) => {
  for (const [n, sheet] of [...document.querySelectorAll('.page')].entries())
    sheet.style.display = n === shown ? '' : 'none'
}

/** Grey noise of a sensor over the whole page, the same each time. */
globalThis.speckle = (strength) => {
  const canvas = document.createElement('canvas')
  canvas.width = 1654
  canvas.height = 2339
  canvas.style.cssText = 'position:fixed;inset:0;width:794px;height:1123px'
  const context = canvas.getContext('2d')
  if (!context) return
  const image = context.createImageData(canvas.width, canvas.height)
  let seed = 1
  for (let at = 0; at < image.data.length; at += 4) {
    seed = (seed * 1103515245 + 12345) % 2147483648
    const grey = (seed >> 16) & 255
    image.data.fill(grey, at, at + 3)
    image.data[at + 3] = (strength * ((seed >> 8) & 255)) / 255
  }
  context.putImageData(image, 0, 0)
  document.body.append(canvas)
}

