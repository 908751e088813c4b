// Runs every audit of graphql-http against the server at the address given; prints the outcomes as JSON.
import { serverAudits } from 'graphql-http';

const outcomes = [];
for (const audit of serverAudits({ url: process.argv[2] })) {
  const { status, reason } = await audit.fn();
  outcomes.push({ name: `${audit.id} ${audit.name}`, status, reason });
}
console.log(JSON.stringify(outcomes));
