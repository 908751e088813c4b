// Builds the playground into the package: page, script, style sheet, workers and the licences of what is in them.
// Every name but the page's carries a hash of the content, so that a browser may keep the files for ever.
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { build } from 'esbuild'

const here = import.meta.dirname
const out = join(here, '../timeline/web/static/playground')
const options = {
  absWorkingDir: here,
  outdir: out,
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  entryNames: '[name]-[hash]',
  chunkNames: 'chunk-[hash]',
  assetNames: '[name]-[hash]',
  legalComments: 'none', // licences.txt has them whole
  metafile: true,
  logLevel: 'warning',
}

/** The file each entry point became, by the name its entry point was given. */
function names({ outputs }) {
  const made = Object.keys(outputs).filter((path) => outputs[path].entryPoint).map((path) => basename(path))
  return Object.fromEntries(made.map((name) => [name.replace(/-[A-Z0-9]{8}\./, '.'), name]))
}

/** The licence text of every package with a part in the files, sorted by name. */
async function licences(...metafiles) {
  const inputs = metafiles.flatMap(({ inputs }) => Object.keys(inputs))
  const roots = inputs.map((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0]).filter(Boolean)
  const texts = [...new Set(roots)].map(async (root) => {
    const { name, version, license } = JSON.parse(await readFile(join(here, root, 'package.json'), 'utf8'))
    const file = (await readdir(join(here, root))).find((entry) => /^(licen[cs]e|copying)/i.test(entry))
    return `${name} ${version} (${license})\n\n${file ? await readFile(join(here, root, file), 'utf8') : ''}`
  })
  return (await Promise.all(texts)).sort().join(`\n${'-'.repeat(72)}\n\n`)
}

async function compress(name) {
  const content = await readFile(join(out, name))
  await writeFile(join(out, `${name}.gz`), await promisify(gzip)(content, { level: 9 }))
}

await rm(out, { recursive: true, force: true })
await mkdir(out, { recursive: true })

const plain = await build({
  ...options,
  entryPoints: {
    playground: 'src/playground.css',
    favicon: 'src/favicon.svg',
    'editor.worker': 'monaco-editor/esm/vs/editor/editor.worker.js',
    'graphql.worker': 'monaco-graphql/esm/graphql.worker.js',
    'json.worker': 'monaco-editor/esm/vs/language/json/json.worker.js',
  },
  loader: { '.svg': 'copy' },
})
const files = names(plain.metafile)

const app = await build({
  ...options,
  entryPoints: ['src/playground.jsx'],
  splitting: true,
  jsx: 'automatic',
  external: ['graphql-ws'], // GraphiQL asks for it when told of a subscription URL; there are no subscriptions
  // graphiql/style.css, which our style sheet imports, has the editor's styles and icons already.
  loader: { '.css': 'empty', '.ttf': 'empty', '.graphql': 'text' },
  define: {
    EDITOR_WORKER: JSON.stringify(files['editor.worker.js']),
    GRAPHQL_WORKER: JSON.stringify(files['graphql.worker.js']),
    JSON_WORKER: JSON.stringify(files['json.worker.js']),
  },
})
Object.assign(files, names(app.metafile))

await writeFile(join(out, 'licences.txt'), await licences(plain.metafile, app.metafile))
await Promise.all((await readdir(out)).filter((name) => !name.endsWith('.gz')).map(compress))
const page = await readFile(join(here, 'src/index.html'), 'utf8')
await writeFile(join(out, 'index.html'), page.replace(/\{(\S+)\}/g, (_, name) => files[name]))
