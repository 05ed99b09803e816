import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { baseSubject, type SubjectMessage, subjectJoins, subjectWindow } from './subject.ts';

describe('baseSubject', () => {
  it.each([
    'Re: Offer',
    'RE : Offer',
    'Aw: Offer',
    'Antw: Offer',
    'SV: Offer',
    'VS: Offer',
    'Odp: Offer',
    'YNT: Offer',
    'RES: Offer',
    'Rif: Offer',
    'R: Offer',
    'Отв: Offer',
    'Ответ: Offer',
    '回复：Offer',
    '回复: Offer',
    '答复: Offer',
    '返信: Offer',
    '답장: Offer',
    'ΑΠ: Offer',
    'Re[2]: Offer',
    'RE (3): Offer',
    'Re^2: Offer',
    '[List] Re: Offer',
    'Re: [List] Offer',
    'Re: Fwd: AW: Offer',
    'RE:RE:   Offer ',
    'Re: Offer (fwd)',
  ])('reads an answer of any program: %s', (subject) => {
    expect(baseSubject(subject)).toEqual({ base: 'offer', answer: true });
  });

  it.each([
    'Offer',
    '[List] Offer',
    'Fwd: Offer',
    'WG: Re: Offer',
    'TR: Offer',
    'Enc: Offer',
    '转发：Offer',
    'I: Offer',
  ])('takes no other for one: %s', (subject) => {
    expect(baseSubject(subject)).toEqual({ base: 'offer', answer: false });
  });

  it('leaves words alone that only look like a prefix', () => {
    expect(baseSubject('Regarding: Offer').base).toBe('regarding: offer');
    expect(baseSubject('Reminder').base).toBe('reminder');
    expect(baseSubject('[urgent]')).toEqual({ base: '[urgent]', answer: false });
    expect(baseSubject('Re:')).toEqual({ base: '', answer: true });
  });

  it('folds again to the same, and is fast on whatever it is given', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (subject) => {
        const { base } = baseSubject(subject);
        expect(baseSubject(base).base).toBe(base);
      }),
    );
    expect(baseSubject('re:'.repeat(100_000)).base.length).toBeLessThan(10);
  });
});

const day = 24 * 60 * 60_000;
const letter = (id: number, at: number, ...people: string[]): SubjectMessage => ({
  id,
  receivedAt: at * day,
  loose: false,
  people,
});
const answer = (id: number, at: number, ...people: string[]): SubjectMessage => ({
  ...letter(id, at, ...people),
  loose: true,
});

function groups(messages: readonly SubjectMessage[]): number[][] {
  const of = new Map(messages.map(({ id }) => [id, new Set([id])]));
  for (const [one, other] of subjectJoins(messages).pairs) {
    const both = new Set([...(of.get(one) ?? []), ...(of.get(other) ?? [])]);
    for (const id of both) of.set(id, both);
  }
  return [...new Set(of.values())]
    .map((group) => [...group].sort((a, b) => a - b))
    .sort(([a = 0], [b = 0]) => a - b);
}

describe('subjectJoins', () => {
  it('joins an answer to what came in the fortnight before it from one of the same people', () => {
    expect(groups([letter(1, 0, 'eve'), answer(2, 14, 'eve', 'bob')])).toEqual([[1, 2]]);
    expect(subjectJoins([letter(1, 0, 'eve'), answer(2, 14, 'eve')]).joined).toEqual([2]);
  });

  it('joins neither what is older, nor later, nor of other people, nor messages that are no answers', () => {
    const apart = [letter(1, 0, 'eve'), answer(2, 14.1, 'eve'), letter(3, 15, 'eve'), answer(4, 15, 'bob')];
    expect(groups(apart)).toEqual([[1], [2], [3], [4]]);
    expect(groups([letter(1, 0, 'eve'), letter(2, 1, 'eve')])).toEqual([[1], [2]]);
    expect(subjectJoins(apart).joined).toEqual([]);
  });

  it('knows messages of one moment as before and after each other', () => {
    expect(groups([answer(1, 3, 'eve'), letter(2, 3, 'eve')])).toEqual([[1, 2]]);
  });

  it('says the same as looking at every pair', () => {
    const person = fc.constantFrom('ada', 'bob', 'eve');
    const message = fc.record({
      id: fc.nat({ max: 1000 }),
      receivedAt: fc.integer({ min: 0, max: 30 }).map((at) => at * 2 * day),
      loose: fc.boolean(),
      people: fc.array(person, { maxLength: 2 }),
    });
    const messages = fc.uniqueArray(message, { selector: ({ id }) => id, maxLength: 14 });
    fc.assert(
      fc.property(messages, (list) => {
        const of = new Map(list.map(({ id }) => [id, new Set([id])]));
        const joined = new Set<number>();
        for (const late of list) {
          for (const early of list) {
            const gap = late.receivedAt - early.receivedAt;
            const near = gap >= 0 && gap <= subjectWindow && late !== early && late.loose;
            if (!near || !late.people.some((each) => early.people.includes(each))) continue;
            joined.add(late.id);
            const both = new Set([...(of.get(late.id) ?? []), ...(of.get(early.id) ?? [])]);
            for (const id of both) of.set(id, both);
          }
        }
        const expected = [...new Set(of.values())]
          .map((group) => [...group].sort((a, b) => a - b))
          .sort(([a = 0], [b = 0]) => a - b);
        expect(groups(list)).toEqual(expected);
        expect(subjectJoins(list).joined.sort()).toEqual([...joined].sort());
      }),
    );
  });

  it('walks along 50,000 answers of one subject and one person', () => {
    const flood = Array.from({ length: 50_000 }, (_, at) => answer(at, at / 5000, 'eve'));
    expect(subjectJoins(flood).pairs).toHaveLength(49_999);
  });
});
