/** Mail that is made to be in the way arrives among the rest, in a size that a schedule can bear: cases 36 and 38 to 44. */
import { hostileMail } from '../mail/hostile.ts';
import type { FaultCase } from './fault-case.ts';

/** A hundredth of what the cases ask for; those sizes have tests of their own. */
const scale = 0.01;

const families: readonly { cases: readonly number[]; name: string }[] = [
  { cases: [36], name: 'a long message arrives' },
  { cases: [38], name: 'a message to very many arrives' },
  { cases: [39], name: 'messages without an identity arrive' },
  { cases: [40], name: 'messages of impossible structure arrive' },
  { cases: [41], name: 'messages in impossible encodings arrive' },
  { cases: [42], name: 'messages of impossible dates arrive' },
  { cases: [43], name: 'messages with endless references arrive' },
  { cases: [44], name: 'messages that are costly to read arrive' },
];

export const hostileFaults: readonly FaultCase[] = families.map(({ cases, name }) => ({
  cases,
  name,
  async inject({ server: { hands }, letters }, random) {
    const all = hostileMail({ tag: random.hex(8), scale }).filter((each) => cases.includes(each.case));
    for (const { raw } of random.sample(all, 4)) {
      await hands.deliver('INBOX', raw, { receivedAt: letters.next().receivedAt });
    }
    return undefined;
  },
}));
