/** What runs in the page of a source. */

/** Elements in the order of the source, which is the order of reading; the shape is that of truth.ts. */
globalThis.readTruth = () => {
  const blocks = []
  const textOf = (element) => (element.textContent ?? '').replace(/\s+/g, ' ').trim()
  const ownText = (item) => {
    const copy = item.cloneNode(true)
    for (const list of copy.querySelectorAll('ul, ol')) list.remove()
    return textOf(copy)
  }
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
  const walk = (parent) => {
    for (const element of parent.children) {
      const name = element.localName
      const text = textOf(element)
      if (element.matches('.running-head')) blocks.push({ type: 'running_head', text })
      else if (element.matches('.page-number')) blocks.push({ type: 'page_number', text })
      else if (element.matches('.formula')) blocks.push({ type: 'formula', text: '' })
      else if (element.matches('.footnotes > p')) blocks.push({ type: 'footnote', text })
      else if (/^h[1-6]$/.test(name)) blocks.push({ type: 'heading', level: Number(name[1]), text })
      else if (element.matches('[data-continued]')) {
        const begun = blocks.findLast((block) => block.type === 'paragraph')
        if (begun) begun.text += ` ${text}`
      } else if (name === 'p') blocks.push({ type: 'paragraph', text })
      else if (name === 'pre') blocks.push({ type: 'code', text: (element.textContent ?? '').trimEnd() })
      else if (name === 'li') {
        let level = 0
        for (let up = element.parentElement; up; up = up.parentElement) if (/^[uo]l$/.test(up.localName)) level++
        blocks.push({ type: 'list_item', level, text: ownText(element) })
        for (const list of element.querySelectorAll(':scope > ul, :scope > ol')) walk(list)
      } else if (name === 'table') {
        const caption = element.querySelector('caption')
        if (caption) blocks.push({ type: 'caption', text: textOf(caption) })
        const cells = cellsOf(element)
        blocks.push({ type: 'table', cells, text: cells.map((cell) => cell.text).join('\n') })
      } else if (name === 'figure') {
        blocks.push({ type: 'figure', text: '' })
        for (const caption of element.querySelectorAll('figcaption'))
          blocks.push({ type: 'caption', text: textOf(caption) })
      } else walk(element)
    }
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

