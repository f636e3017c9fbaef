// Opens an EPUB in a reading system (foliate-js) in Chromium, and tells as JSON what it is like.
//
// Usage: node reading.mjs JOB.json
//
// A job: {epub, browser, pictures, profile, stops: {name: address}, walk,
//         views: [{width, height, size, dark, flow, stops}]}
// `size` is in per cent of the reader's own text; `flow` is "scrolled" or "paginated"; `walk` asks
// for a step to each entry of the page list. Pictures are written where `pictures` names a folder.
// Everything is served from 127.0.0.1, and a request for anything else is a complaint.

import { createReadStream, existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import path from 'node:path'

import puppeteer from 'puppeteer-core'

import * as measuring from './measuring.mjs'

const BROWSER_START_MS = 60_000
const READER = path.dirname(createRequire(import.meta.url).resolve('foliate-js/view.js'))
const PAGE = `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Reader</title>
<link rel="icon" href="data:,"><style>html,body,foliate-view{display:block;height:100%;margin:0}
html{background:canvas}</style></head><body><script type="module">
import '/reader/view.js'
const view = document.body.appendChild(document.createElement('foliate-view'))
await view.open('/book.epub')
window.view = view
</script></body></html>`
// foliate-js gives its pages this on purpose, and Chromium warns of it with every page.
const OWN_WARNING = /allow-scripts and allow-same-origin/

function serve(epub) {
  const server = createServer((request, response) => {
    const address = new URL(request.url, 'http://127.0.0.1').pathname
    const send = (type, file) => {
      response.writeHead(200, { 'content-type': type })
      createReadStream(file).pipe(response)
    }
    const script = path.join(READER, path.normalize(address.replace(/^\/reader\//, '/')))
    if (address === '/') {
      response.writeHead(200, { 'content-type': 'text/html' }).end(PAGE)
    } else if (address === '/book.epub') {
      send('application/epub+zip', epub)
    } else if (address.startsWith('/reader/') && existsSync(script)) {
      send('text/javascript', script)
    } else {
      response.writeHead(404).end()
    }
  })
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(server))
  })
}

function listen(page, origin, complaints) {
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`))
  page.on('console', (message) => {
    const said = `${message.type()}: ${message.text()}`
    if (/^(error|warn|assert)/.test(said) && !OWN_WARNING.test(said)) complaints.push(said)
  })
  page.on('request', (request) => {
    const address = request.url()
    const own = address.startsWith(`${origin}/`) || /^(blob|data|about):/.test(address)
    if (!own) complaints.push(`asks for ${address}`)
  })
  page.on('requestfailed', (request) => {
    // What is still on its way when the reader turns to another chapter is let go: no fault.
    const reason = request.failure()?.errorText
    if (reason !== 'net::ERR_ABORTED') complaints.push(`failed: ${request.url()} (${reason})`)
  })
  page.on('response', (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()}: ${response.url()}`)
  })
}

async function look(page, view, job) {
  const found = {}
  await page.setViewport({ width: view.width, height: view.height })
  const scheme = view.dark ? 'dark' : 'light'
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }])
  await page.evaluate(measuring.dress, view)
  for (const name of view.stops) {
    await page.evaluate(measuring.goTo, job.stops[name])
    found[name] = await measured(page)
    if (job.pictures) await picture(page, view, name, job.pictures)
  }
  return found
}

// A chapter can be open and not laid out yet. One that stays without a word is told as it is.
async function measured(page) {
  const MOST_TURNS = 20
  let found = await page.evaluate(measuring.measure)
  for (let turn = 0; turn < MOST_TURNS && !found.words; turn += 1) {
    await page.evaluate(measuring.settle)
    found = await page.evaluate(measuring.measure)
  }
  return found
}

// A picture of a scrolled page shows all of it, one of a turned page what is on the screen.
async function picture(page, view, name, folder) {
  if (view.flow === 'scrolled') {
    const height = await page.evaluate(() => Math.ceil(window.view.renderer.viewSize))
    await page.setViewport({ width: view.width, height: Math.min(height, 9000) })
    await page.evaluate(measuring.settle)
  }
  const look = `${view.width}-${view.size}-${view.dark ? 'dark' : 'light'}-${view.flow}`
  await page.screenshot({ path: path.join(folder, `${name}-${look}.png`) })
  await page.setViewport({ width: view.width, height: view.height })
}

async function main(job) {
  const server = await serve(job.epub)
  const origin = `http://127.0.0.1:${server.address().port}`
  const browser = await puppeteer.launch({
    executablePath: job.browser,
    userDataDir: job.profile,
    timeout: BROWSER_START_MS,
    args: [
      '--no-sandbox',
      '--disable-dev-shm-usage',
      '--force-color-profile=srgb',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
    ],
  })
  const complaints = []
  try {
    const page = await browser.newPage()
    listen(page, origin, complaints)
    await page.goto(origin)
    await page.waitForFunction(() => window.view?.book)
    const book = await page.evaluate(measuring.read)
    const views = []
    for (const view of job.views) views.push({ ...view, found: await look(page, view, job) })
    const walked = job.walk ? await page.evaluate(measuring.walk) : []
    return { complaints, book, views, walked }
  } finally {
    await browser.close()
    server.close()
  }
}

const job = JSON.parse(readFileSync(process.argv[2], 'utf8'))
process.stdout.write(JSON.stringify(await main(job)))
