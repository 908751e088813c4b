import { useGraphiQL, useGraphiQLActions } from '@graphiql/react'
import accounts from './examples/accounts.graphql'
import known from './examples/known.graphql'
import said from './examples/said.graphql'
import timeline from './examples/timeline.graphql'

/** A file's first line is its title, as a comment; the comments after it say what to look at. */
function example(query) {
  const [title, ...about] = query.split('\n').filter((line) => line.startsWith('#')).map((line) => line.slice(2))
  return { title, about: about.join(' '), query }
}

export const EXAMPLES = [timeline, said, known, accounts].map(example)

function Examples() {
  const { addTab, changeTab } = useGraphiQLActions()
  const editor = useGraphiQL((state) => state.queryEditor)
  const tabs = useGraphiQL((state) => state.tabs)

  function open(query) {
    const index = tabs.findIndex((tab) => tab.query === query)
    if (index >= 0) return changeTab(index)
    addTab()
    editor.setValue(query)
  }

  return (
    <section className="examples" aria-label="Examples">
      <h2>Examples</h2>
      <ul>
        {EXAMPLES.map(({ title, about, query }) => (
          <li key={title}>
            <button type="button" disabled={!editor} onClick={() => open(query)}>{title}</button>
            <p>{about}</p>
          </li>
        ))}
      </ul>
    </section>
  )
}

const Icon = () => (
  <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round">
    <path d="M2 12h20M8 9V3M16 15v6" />
    <circle cx="8" cy="12" r="3" />
    <circle cx="16" cy="12" r="3" />
  </svg>
)

export const examplesPlugin = { title: 'Examples', icon: Icon, content: Examples }
