import { describe, expect, it } from 'vitest';
import { faultNamed, faultsOn } from '../cases/index.ts';
import { makeSchedule, type Step } from './schedule.ts';

const many = Array.from({ length: 2_000 }, (_, at) => makeSchedule(`test.${at}`));
const faultsOf = (steps: readonly Step[]): string[] =>
  steps.flatMap((step) => (step.do === 'fault' ? [step.fault] : []));

describe('a schedule', () => {
  it('is the same from the same seed, and another from another', () => {
    expect(makeSchedule('a')).toEqual(makeSchedule('a'));
    expect(makeSchedule('a')).not.toEqual(makeSchedule('b'));
  });

  it('always has something go wrong, that can go wrong on its server', () => {
    for (const { server, steps } of many) {
      const names = faultsOf(steps);
      expect(names.length).toBeGreaterThan(0);
      const possible = faultsOn(server).map(({ name }) => name);
      expect(possible).toEqual(expect.arrayContaining(names));
    }
  });

  it('comes by every fault there is, on every server there is', () => {
    const seen = new Set(
      many.flatMap(({ server, steps }) => faultsOf(steps).map((name) => `${server}: ${name}`)),
    );
    const possible = many.flatMap(({ server }) => faultsOn(server).map(({ name }) => `${server}: ${name}`));
    expect([...new Set(possible)].filter((each) => !seen.has(each))).toEqual([]);
  });

  it('withholds CONDSTORE never without QRESYNC, which implies it', () => {
    for (const { server, withheld } of many) {
      if (server !== 'dovecot' || !withheld.includes('CONDSTORE')) continue;
      expect(withheld).toContain('QRESYNC');
    }
  });

  it('can be told to keep to some kinds of server', () => {
    const kinds = Array.from({ length: 50 }, (_, at) => makeSchedule(`${at}`, { kinds: ['plain'] }).server);
    expect(new Set(kinds)).toEqual(new Set(['plain']));
  });
});

describe('a fault', () => {
  it('is found by its name, and by no other', () => {
    expect(faultNamed('the disk is full').cases).toEqual([35]);
    expect(() => faultNamed('the moon is full')).toThrow('No fault');
  });

  it('has a name of its own', () => {
    const names = faultsOn('dovecot').map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });
});
