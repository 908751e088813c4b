// PostGraphile 5 over the views in views.sql, as its documentation sets it up for production: lists instead of
// connections, no explain, no console. Arguments: database URL, port.
import { createServer } from 'node:http'
import { postgraphile } from 'postgraphile'
import { makePgService } from 'postgraphile/adaptors/pg'
import { grafserv } from 'postgraphile/grafserv/node'
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber'

const [, , url, port] = process.argv
const server = createServer()
const instance = postgraphile({
  extends: [PostGraphileAmberPreset],
  pgServices: [makePgService({ connectionString: url, schemas: ['peer'], pubsub: false, poolConfig: { max: 10 } })],
  grafserv: { graphqlPath: '/graphql', graphiql: false, watch: false, websockets: false },
  grafast: { explain: false },
  schema: { defaultBehavior: '-connection +list -insert -update -delete -node' },
}).createServ(grafserv)
await instance.addTo(server)
server.listen(Number(port), '127.0.0.1')
if (process.env.PRINT_SCHEMA) {
  const { printSchema } = await import('graphql')
  console.log(printSchema(await instance.getSchema()))
}
