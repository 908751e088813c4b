// Monaco's three workers, from files beside this one; the names are put in by the build.
const FILES = { graphql: GRAPHQL_WORKER, json: JSON_WORKER }

globalThis.MonacoEnvironment = {
  getWorker: (_, label) =>
    new Worker(new URL(FILES[label] ?? EDITOR_WORKER, import.meta.url), { type: 'module', name: label }),
}
