/** What runs in the page of a source. */

/** The text nodes of each block, or of each cell of a table, in the order of the blocks. */
const nodesOf = new Map()

/** Elements in the order of the source, which is the order of reading; the shape is that of truth.ts. */
globalThis.readTruth = () => {
  const blocks = []
  const textNodes = (node) => {
    const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT)
    const found = node.nodeType === Node.TEXT_NODE ? [node] : []
    while (walker.nextNode()) found.push(walker.currentNode)
    return found
  }
  const textOf = (element) => (element.textContent ?? '').replace(/\s+/g, ' ').trim()
  const cellsOf = (table) => {
    const taken = new Set()
    const cells = []
    for (const [row, tr] of [...table.querySelectorAll('tr')].entries()) {
      let column = 0
      for (const td of tr.querySelectorAll('td, th')) {
        while (taken.has(`${row},${column}`)) column++
        for (let r = 0; r < td.rowSpan; r++) for (let c = 0; c < td.colSpan; c++) taken.add(`${row + r},${column + c}`)
        const cell = { row, column, rowSpan: td.rowSpan, columnSpan: td.colSpan, text: textOf(td) }
        nodesOf.set(cell, textNodes(td))
        cells.push(cell)
        column += td.colSpan
      }
    }
    return cells
  }
  /** A list whose style has no bullets or numbers looks like any other text. */
  const showsMark = (item) => {
    const { display, listStyleType, listStyleImage } = getComputedStyle(item)
    if (display === 'list-item' && (listStyleType !== 'none' || listStyleImage !== 'none')) return true
    if (!/^(none|normal|["']\s*["'])$/.test(getComputedStyle(item, '::before').content)) return true
    return /^([•·▪◦*–-]|\(?(\d+|[a-z])[.)])\s/.test(textOf(item))
  }
  /** Listings are often made of elements, one a line. */
  const isListing = (element) => {
    const { fontFamily, whiteSpace } = getComputedStyle(element)
    return /^pre|^break-spaces/.test(whiteSpace) && /mono|courier|consol|menlo|monaco/i.test(fontFamily)
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
    if (item?.localName !== 'li' || item.dataset.begun || !showsMark(item)) return { type: 'paragraph' }
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
  /** Of code that is made of elements, what they stand in. */
  const listingOf = new Map()
  const walk = (parent) => {
    let text = ''
    let nodes = []
    const flush = () => {
      if (isListing(parent)) return flushListing()
      text = text.replace(/\s+/g, ' ').trim()
      const own = nodes
      nodes = []
      if (text === '') return
      const begun = blocks.findLast((block) => block.type === 'paragraph')
      if (parent.closest('[data-continued]') && begun) {
        begun.text += ` ${text}`
        nodesOf.get(begun).push(...own)
      } else {
        const block = { ...kindOf(parent), text }
        nodesOf.set(block, own)
        blocks.push(block)
      }
      text = ''
    }
    const flushListing = () => {
      const own = nodes
      nodes = []
      const line = text.trimEnd()
      text = ''
      if (line === '') return
      const above = blocks.at(-1)
      if (above?.type === 'code' && listingOf.get(above) === parent.parentElement) {
        above.text += `\n${line}`
        nodesOf.get(above).push(...own)
        return
      }
      const block = { type: 'code', text: line }
      nodesOf.set(block, own)
      listingOf.set(block, parent.parentElement)
      blocks.push(block)
    }
    for (const node of parent.childNodes) {
      if (node.nodeType === Node.TEXT_NODE) {
        text += node.data
        nodes.push(node)
      }
      if (node.nodeType !== Node.ELEMENT_NODE || !isShown(node)) continue
      const name = node.localName
      if (name === 'br') text += ' '
      else if (node.matches('.formula')) blocks.push({ type: 'formula', text: '' })
      else if (isInline(node)) {
        if (/^(img|svg|script|style|noscript)$/.test(name)) continue
        text += node.textContent
        nodes.push(...textNodes(node))
      } else {
        flush()
        if (name === 'pre') {
          const block = { type: 'code', text: (node.textContent ?? '').trimEnd() }
          nodesOf.set(block, textNodes(node))
          blocks.push(block)
        } else if (name === 'table' && !isLayout(node)) {
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

/**
 * Gives every block, and every cell of a table, a colour that is its number from 1 on. The layout does not change. The
 * colours show once `html` has the class `numbered`. Gives back what each number stands for: [block, cell or null].
 */
globalThis.numberBlocks = (blocks) => {
  const meanings = []
  for (const [at, block] of blocks.entries()) {
    for (const [cell, piece] of block.cells ? block.cells.entries() : [[null, block]]) {
      meanings.push([at, cell])
      const colour = `#${meanings.length.toString(16).padStart(6, '0')}`
      for (const node of nodesOf.get(piece) ?? []) {
        if (node.data.trim() === '') continue
        const item = node.parentElement.closest('li')
        if (item && !item.style.getPropertyValue('--number')) item.style.setProperty('--number', colour)
        const span = document.createElement('span')
        span.className = 'numbered-text'
        span.style.setProperty('--number', colour)
        node.replaceWith(span)
        span.append(node)
      }
    }
  }
  const style = document.createElement('style')
  style.textContent = `
    html.numbered, html.numbered *, html.numbered *::before, html.numbered *::after { color: #000 !important;
      background: none !important; border-color: transparent !important; text-shadow: none !important;
      box-shadow: none !important; text-decoration: none !important; opacity: 1 !important }
    html.numbered .numbered-text, html.numbered li::marker { color: var(--number) !important }
    html.numbered :is(img, svg, hr, video, canvas) { visibility: hidden !important }`
  document.head.append(style)
  return meanings
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

