/** The machine that Mailroom runs on: processes that die, transactions that do not come to be, a wrong clock, a full disk. Cases 4, 5, 28, 35. */
import type { FaultCase } from './fault-case.ts';

const day = 24 * 60 * 60_000;
const wrongTimes = [day, -day, 60 * 60_000, -60 * 60_000];

export const machineFaults: readonly FaultCase[] = [
  {
    cases: [4],
    name: 'the process dies at some write',
    async inject({ installation }, random) {
      installation.faults.dieAt(random.between(1, 25), random.pick(['before', 'after'] as const));
      return undefined;
    },
  },
  {
    cases: [4],
    name: 'the process is killed',
    async inject({ installation }) {
      installation.faults.die();
      return undefined;
    },
  },
  {
    cases: [5],
    name: 'transactions are rolled back',
    async inject({ installation }, random) {
      installation.faults.rollBack(random.between(1, 4));
      return undefined;
    },
  },
  {
    cases: [28],
    name: 'the time of day is wrong',
    async inject({ installation: { clock } }, random) {
      clock.setWrong(random.pick(wrongTimes));
      return () => clock.setWrong(0);
    },
  },
  {
    cases: [35],
    name: 'the disk is full',
    async inject({ installation }) {
      installation.faults.diskFull = true;
      return () => {
        installation.faults.diskFull = false;
      };
    },
  },
];
