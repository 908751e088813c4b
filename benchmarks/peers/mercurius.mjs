// mercurius with graphql-jit: a schema by hand, a loader for each list, joins in its SQL. PostgreSQL by pg with prepared
// statements, SQLite by Node's own driver. Arguments: database URL, port.
import { readFileSync } from 'node:fs'
import fastify from 'fastify'
import mercurius from 'mercurius'

const [, , url, port] = process.argv
const inSqlite = url.startsWith('sqlite:///')
const ask = inSqlite ? await sqlite(url.slice('sqlite:///'.length)) : await postgresql(url)

const reviewed = (kind, table) => `${table}.kind = '${kind}' AND ${table}.review = 'REVIEWED'`
const among = (column) => (inSqlite ? `${column} IN (SELECT value FROM json_each($1))` : `${column} = ANY($1::int[])`)

const SQL = {
  events: `SELECT id, slug, title, summary, category, date FROM entry WHERE ${reviewed('EVENT', 'entry')}
    AND earliest >= $1 AND latest <= $2 ORDER BY earliest, latest, slug LIMIT $3`,
  event: `SELECT id, slug, title, summary, category, date FROM entry WHERE ${reviewed('EVENT', 'entry')} AND slug = $1`,
  actor: 'SELECT id, slug, name, kind FROM actor WHERE slug = $1',
  participants: `SELECT p.entry_id AS owner, p.role, a.id, a.slug, a.name, a.kind FROM participation p
    JOIN actor a ON a.id = p.actor_id WHERE ${among('p.entry_id')} ORDER BY p.id`,
  sources: `SELECT c.entry_id AS owner, s.slug, s.title, s.url, a.id AS publisher_id, a.slug AS publisher_slug,
    a.name AS publisher_name, a.kind AS publisher_kind FROM citation c JOIN source s ON s.id = c.source_id
    LEFT JOIN actor a ON a.id = s.publisher_id WHERE ${among('c.entry_id')} ORDER BY c.id`,
  speakers: `SELECT s.entry_id AS owner, a.id, a.slug, a.name, a.kind FROM speaker s JOIN actor a ON a.id = s.actor_id
    WHERE ${among('s.entry_id')} ORDER BY s.entry_id, s.position`,
  about: `SELECT l.statement_id AS owner, e.id, e.slug, e.title, e.summary, e.category, e.date FROM statement_about l
    JOIN entry e ON e.id = l.event_id WHERE ${among('l.statement_id')} AND ${reviewed('EVENT', 'e')}
    ORDER BY l.statement_id, l.position`,
  actorStatements: firstOfEach('speaker', 'actor_id', 'entry_id', 'DESC'),
  eventStatements: firstOfEach('statement_about', 'event_id', 'statement_id', 'ASC'),
}

// The first statements of each owner: lateral in PostgreSQL, by rank in SQLite, where there is no lateral join.
function firstOfEach(link, owner, member, direction) {
  const order = ['earliest', 'latest', 'slug'].map((column) => `e.${column} ${direction}`).join(', ')
  const columns = 'e.id, e.slug, e.text, e.date'
  const from = `FROM ${link} l JOIN entry e ON e.id = l.${member} WHERE ${reviewed('STATEMENT', 'e')}`
  return inSqlite
    ? `SELECT * FROM (SELECT l.${owner} AS owner, ${columns},
        row_number() OVER (PARTITION BY l.${owner} ORDER BY ${order}) AS place
        ${from} AND ${among(`l.${owner}`)}) WHERE place <= $2 ORDER BY owner, place`
    : `SELECT o.owner, f.* FROM unnest($1::int[]) AS o(owner) CROSS JOIN LATERAL
        (SELECT ${columns} ${from} AND l.${owner} = o.owner ORDER BY ${order} LIMIT $2) f`
}

async function postgresql(url) {
  const { default: pg } = await import('pg')
  const pool = new pg.Pool({ connectionString: url, max: 10 })
  return async (name, values) => (await pool.query({ name, text: SQL[name], values })).rows
}

async function sqlite(path) {
  const { DatabaseSync } = await import('node:sqlite')
  const database = new DatabaseSync(path, { readOnly: true })
  database.exec('PRAGMA cache_size = -65536; PRAGMA mmap_size = 1073741824')
  const prepared = {}
  return async (name, values) => {
    const statement = (prepared[name] ??= database.prepare(SQL[name].replace(/\$(\d)/g, '?$1')))
    return statement.all(...values.map((value) => (Array.isArray(value) ? JSON.stringify(value) : value)))
  }
}

// A loader that asks for the rows of all owners at once; `shape` makes the answer's object of a row.
const loader = (name, shape = (row) => row) => async (queries) => {
  const owners = queries.map(({ obj }) => obj.id)
  const more = 'first' in queries[0].params ? [queries[0].params.first] : []
  const lists = new Map(owners.map((owner) => [owner, []]))
  for (const row of await ask(name, [owners, ...more])) lists.get(row.owner).push(shape(row))
  return owners.map((owner) => lists.get(owner))
}
const participation = ({ role, ...actor }) => ({ role, actor })
const source = ({ slug, title, url, ...row }) => ({
  slug,
  title,
  url,
  publisher: row.publisher_id && {
    id: row.publisher_id,
    slug: row.publisher_slug,
    name: row.publisher_name,
    kind: row.publisher_kind,
  },
})

const DAY = 86400
const second = (day) => Date.parse(`${day}T00:00:00Z`) / 1000
const app = fastify()
app.register(mercurius, {
  schema: readFileSync(new URL('schema.graphql', import.meta.url), 'utf8'),
  resolvers: {
    Query: {
      events: (_, { from, to, first }) => ask('events', [second(from), second(to) + DAY - 1, first]),
      event: async (_, { slug }) => (await ask('event', [slug]))[0],
      actor: async (_, { slug }) => (await ask('actor', [slug]))[0],
    },
  },
  loaders: {
    Event: {
      participants: loader('participants', participation),
      sources: loader('sources', source),
      statements: loader('eventStatements'),
    },
    Actor: { statements: loader('actorStatements') },
    Statement: { sources: loader('sources', source), about: loader('about'), speakers: loader('speakers') },
  },
  jit: 1,
  graphiql: false,
})
await app.listen({ port: Number(port), host: '127.0.0.1' })
