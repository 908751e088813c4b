import './workers.js'
import { explorerPlugin } from '@graphiql/plugin-explorer'
import { createGraphiQLFetcher, createLocalStorage } from '@graphiql/toolkit'
import { getOperationAST, parse } from 'graphql'
import { GraphiQL, HISTORY_PLUGIN } from 'graphiql'
import { createRoot } from 'react-dom/client'
import { EXAMPLES, examplesPlugin } from './examples.jsx'

// Relative to the page, so that a prefix the application is mounted under stays in front.
const endpoint = new URL('graphql', document.baseURI)
const send = createGraphiQLFetcher({ url: endpoint.href, enableIncrementalDelivery: false })

/** Whether the query holds that operation; one that cannot be read is left for the server to judge. */
function holds(query, operationName) {
  try {
    return Boolean(getOperationAST(parse(query), operationName))
  } catch {
    return true
  }
}

/** Just after a change of tabs GraphiQL still names the operation of the tab before: leave that out. */
function fetcher({ operationName, ...asked }, options) {
  return send(holds(asked.query, operationName) ? { operationName, ...asked } : asked, options)
}

const props = {
  fetcher,
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
