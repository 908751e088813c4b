import './workers.js'
import { explorerPlugin } from '@graphiql/plugin-explorer'
import { createGraphiQLFetcher, createLocalStorage } from '@graphiql/toolkit'
import { GraphiQL, HISTORY_PLUGIN } from 'graphiql'
import { createRoot } from 'react-dom/client'
import { EXAMPLES, examplesPlugin } from './examples.jsx'

// Relative to the page, so that a prefix the application is mounted under stays in front.
const endpoint = new URL('graphql', document.baseURI)

const props = {
  fetcher: createGraphiQLFetcher({ url: endpoint.href, enableIncrementalDelivery: false }),
  plugins: [examplesPlugin, explorerPlugin({ showAttribution: false }), HISTORY_PLUGIN],
  // Shown where the browser keeps no tabs of the reader's own yet.
  defaultTabs: EXAMPLES.map(({ query }) => ({ query })),
  defaultQuery: '',
  storage: createLocalStorage({ namespace: `timeline ${endpoint.pathname}` }),
}

createRoot(document.getElementById('playground')).render(
  <GraphiQL {...props}>
    <GraphiQL.Logo>Timeline playground</GraphiQL.Logo>
  </GraphiQL>,
)
