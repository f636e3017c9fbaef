// What reading.mjs asks of the page that the reading system runs in. Puppeteer hands over the text
// of each function, so none may use a name from outside itself; `window.view` is the reader.

/** Say what the reading system has read of the book. */
export function read() {
  const entries = (list) =>
    (list ?? []).map(({ label, href, type, subitems }) => ({
      label,
      href,
      type: type ?? null,
      below: entries(subitems),
    }))
  const { book } = window.view
  return {
    metadata: book.metadata,
    direction: book.dir ?? null,
    sections: book.sections.map(({ id, linear }) => ({ href: id, linear: linear ?? null })),
    contents: entries(book.toc),
    pages: entries(book.pageList),
    landmarks: entries(book.landmarks),
  }
}

/** Set the reader up as a person does: text size, colours, scrolling or turning pages. */
export function dress({ size, dark, flow }) {
  const { renderer } = window.view
  renderer.setAttribute('flow', flow)
  const colours = dark
    ? 'html { color-scheme: dark; background: #121212; color: #e8e8e8 } a:any-link { color: #8ab4f8 }'
    : 'html { color-scheme: light; background: #ffffff; color: #000000 }'
  document.documentElement.style.colorScheme = dark ? 'dark' : 'light'
  renderer.setStyles(`html { font-size: ${size}% } p, li, dd { line-height: 1.5 } ${colours}`)
}

/** Open a place and wait until its fonts and pictures are there. */
export async function goTo(address) {
  await window.view.goTo(address)
  const [{ doc }] = window.view.renderer.getContents()
  await doc.fonts.ready
  await Promise.all([...doc.images].map((image) => image.decode().catch(() => null)))
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
}

/** Wait until the page has been drawn anew. */
export async function settle() {
  for (let turn = 0; turn < 3; turn += 1) {
    await new Promise((resolve) => requestAnimationFrame(resolve))
  }
}

/** Measure the page that is open. */
export function measure() {
  const SLACK_PX = 1
  const { renderer } = window.view
  const [{ doc }] = renderer.getContents()
  const win = doc.defaultView
  const turned = !renderer.scrolled
  const width = turned ? renderer.size : doc.documentElement.clientWidth

  const seen = ({ width: w, height: h }) => w > 0 && h > 0
  // In turned pages each column is as wide as the screen, so a piece must end where it began.
  const isOut = ({ left, right }) => {
    const start = turned ? Math.floor((left + SLACK_PX) / width) * width : 0
    return left < start - SLACK_PX || right > start + width + SLACK_PX
  }
  const name = (element) => {
    const more = element.id ? `#${element.id}` : element.className ? `.${element.className}` : ''
    return `${element.localName}${more}`
  }

  const overflowing = new Set()
  for (const element of doc.body.querySelectorAll('*')) {
    if ([...element.getClientRects()].filter(seen).some(isOut)) overflowing.add(name(element))
  }
  if (!turned && doc.documentElement.scrollWidth > width + SLACK_PX) overflowing.add('page')

  const channels = (colour) => colour.match(/[\d.]+/g).map(Number)
  const luminance = (rgb) => {
    const [r, g, b] = rgb.map((v) => (v <= 10.31475 ? v / 3294.6 : ((v / 255 + 0.055) / 1.055) ** 2.4))
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const contrast = (one, other) => {
    const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b)
    return (high + 0.05) / (low + 0.05)
  }
  const groundOf = (element) => {
    for (let up = element; up; up = up.parentElement) {
      const [r, g, b, alpha = 1] = channels(win.getComputedStyle(up).backgroundColor)
      if (alpha > 0) return [r, g, b]
    }
    return [255, 255, 255]
  }

  const blockOf = (element) => {
    let up = element
    while (up !== doc.body && /inline|contents/.test(win.getComputedStyle(up).display)) {
      up = up.parentElement
    }
    return up
  }
  // Words that are kept together may run out of the box that they stand in.
  const isOutOf = (block) => {
    const { left, right } = block.getBoundingClientRect()
    return (rect) => rect.left < left - SLACK_PX || rect.right > right + SLACK_PX
  }

  let words = 0
  let lowest = 21
  let smallest = Infinity
  const range = doc.createRange()
  const texts = doc.createTreeWalker(doc.body, win.NodeFilter.SHOW_TEXT)
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    if (!text.data.trim()) continue
    range.selectNodeContents(text)
    const rects = [...range.getClientRects()].filter(seen)
    if (!rects.length) continue
    const holder = text.parentElement
    const isOutOfBlock = turned ? isOut : isOutOf(blockOf(holder))
    if (rects.some(isOut) || rects.some(isOutOfBlock)) overflowing.add(`text of ${name(holder)}`)
    const style = win.getComputedStyle(holder)
    words += text.data.trim().split(/\s+/).length
    lowest = Math.min(lowest, contrast(channels(style.color).slice(0, 3), groundOf(holder)))
    smallest = Math.min(smallest, parseFloat(style.fontSize))
  }

  // How much of a picture has a ground that the reader's colours cannot change.
  const pictures = [...doc.images].filter(
    (image) => image.naturalWidth && seen(image.getBoundingClientRect()),
  )
  const told = pictures.map((image) => {
    const across = Math.min(image.naturalWidth, 300)
    const down = Math.max(1, Math.round((across * image.naturalHeight) / image.naturalWidth))
    const canvas = Object.assign(document.createElement('canvas'), { width: across, height: down })
    const context = canvas.getContext('2d')
    context.drawImage(image, 0, 0, across, down)
    const { data } = context.getImageData(0, 0, across, down)
    let covered = 0
    for (let at = 3; at < data.length; at += 4) covered += data[at] >= 250
    const [, , , alpha = 1] = channels(win.getComputedStyle(image).backgroundColor)
    return {
      name: image.getAttribute('alt') ?? '',
      ground: alpha === 1 ? 1 : covered / (data.length / 4),
      wide: image.getBoundingClientRect().width,
    }
  })

  const heading = doc.querySelector('h1')
  return {
    title: doc.title,
    heading: heading?.textContent.trim() ?? '',
    font: win.getComputedStyle(doc.body).fontFamily,
    fonts: [...doc.fonts].filter((font) => font.status === 'loaded').length,
    direction: win.getComputedStyle(doc.documentElement).direction,
    labelled: [...doc.querySelectorAll('td[data-label]')].length,
    rows: [...doc.querySelectorAll('tr')].map((row) => win.getComputedStyle(row).display),
    words,
    lowest,
    smallest: words ? smallest : 0,
    overflowing: [...overflowing],
    pictures: told,
  }
}

/** Open each entry of the page list, and say where the reading system then is. */
export async function walk() {
  const { view } = window
  view.renderer.setAttribute('flow', 'paginated')
  const walked = []
  for (const { label, href } of view.book.pageList ?? []) {
    await view.goTo(href)
    const [{ doc }] = view.renderer.getContents()
    const mark = doc.getElementById(href.split('#')[1])
    walked.push({
      label,
      mark: mark?.getAttribute('aria-label') ?? null,
      told: view.lastLocation?.pageItem?.label ?? null,
    })
  }
  return walked
}
