/** A provider that asks for patience, or is not well: case 19. */
import { type FaultCase, practiceKinds } from './fault-case.ts';

const refusals = [
  'NO [THROTTLED] Slow down',
  'NO [OVERQUOTA] Account exceeded command or bandwidth limits. (Failure)',
  'NO [INUSE] Mailbox in use',
  'NO [SERVERBUG] Internal error occurred',
  'BAD [LIMIT] Too many commands',
];

export const providerFaults: readonly FaultCase[] = [
  {
    cases: [19],
    name: 'the provider asks for patience as Exchange does',
    on: practiceKinds,
    async inject({ server }, random) {
      const during = random.pick(['LIST', 'SELECT', 'FETCH', 'SEARCH', 'NOOP']);
      const fault = server.practice?.faults.throttle(random.between(1_000, 20_000), { during });
      return () => fault?.lift();
    },
  },
  {
    cases: [19],
    name: 'commands are refused for a while',
    on: practiceKinds,
    async inject({ server }, random) {
      const command = random.pick(['LIST', 'SELECT', 'FETCH', 'SEARCH', 'STORE', 'MOVE']);
      const times = random.between(1, 6);
      const fault = server.practice?.faults.refuse(command, random.pick(refusals), { times });
      return () => fault?.lift();
    },
  },
  {
    cases: [19],
    name: 'the server cannot ask its own back end at login',
    on: practiceKinds,
    async inject({ server }, random) {
      const reply = 'NO [UNAVAILABLE] Temporary authentication failure';
      const fault = server.practice?.faults.refuse('LOGIN', reply, { times: random.between(1, 3) });
      server.line.dropAll();
      return () => fault?.lift();
    },
  },
  {
    cases: [19],
    name: 'the server says goodbye as soon as it is called',
    on: practiceKinds,
    async inject({ server }) {
      const fault = server.practice?.faults.greetingBye();
      server.line.dropAll();
      return () => fault?.lift();
    },
  },
];
