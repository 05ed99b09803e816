/** Faults of the line: cases 1, 2, 3 and 20. */
import { type FaultCase, practiceKinds } from './fault-case.ts';

/** Where a server can stop talking. */
const phases = ['GREETING', 'TLS', 'LOGIN', 'LIST', 'SELECT', 'SEARCH', 'FETCH', 'IDLING'];

const tooMany = 'NO [UNAVAILABLE] Maximum number of connections from user+IP exceeded';

export const lineFaults: readonly FaultCase[] = [
  {
    cases: [1],
    name: 'the line is cut at some byte',
    inject: async ({ server }, random) => server.line.cutAfter(random.between(0, 40_000)),
  },
  {
    cases: [1],
    name: 'the server hangs up within an answer to FETCH',
    on: practiceKinds,
    async inject({ server }, random) {
      const fault = server.practice?.faults.cutAfterBytes(random.between(0, 30_000), { during: 'FETCH' });
      return () => fault?.lift();
    },
  },
  {
    cases: [2],
    name: 'the server stops talking in some phase',
    on: practiceKinds,
    async inject({ server }, random) {
      const afterBytes = random.chance(0.5) ? random.between(1, 2_000) : 0;
      const fault = server.practice?.faults.stall(random.pick(phases), { afterBytes });
      return () => fault?.lift();
    },
  },
  {
    cases: [2],
    name: 'the line holds everything up',
    inject: async ({ server }) => server.line.stall(),
  },
  {
    cases: [2],
    name: 'the line is slow',
    inject: async ({ server }, random) => server.line.slowDown(random.between(20_000, 200_000)),
  },
  {
    cases: [2],
    name: 'the server cannot be reached',
    async inject({ server }) {
      const lift = server.line.refuse();
      server.line.dropAll();
      return lift;
    },
  },
  {
    cases: [3],
    name: 'the connection goes dead without a word',
    async inject({ server }) {
      server.line.goDead();
      return undefined;
    },
  },
  {
    cases: [20],
    name: 'there are too many connections',
    on: practiceKinds,
    async inject({ server }, random) {
      const fault = server.practice?.faults.refuse('LOGIN', tooMany, { times: random.between(1, 2) });
      server.line.dropAll();
      return () => fault?.lift();
    },
  },
];
