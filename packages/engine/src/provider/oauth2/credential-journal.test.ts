import { Failure, type FailureWire } from '@mailroom/model';
import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../testing/manual-clock.ts';
import { silentLog } from '../../testing/silent-log.ts';
import { credentialJournal } from './credential-journal.ts';

const wrong = new Failure({ origin: 'administrator', kind: 'client-secret-wrong', code: 'AADSTS7000215' });

function journal(save: (failure: FailureWire | null) => void = () => {}) {
  const clock = new ManualClock();
  const stored: (string | null)[] = [];
  const saveCredentialFailure = async (_id: string, failure: FailureWire | null) => {
    save(failure);
    stored.push(failure?.kind ?? null);
  };
  return {
    clock,
    stored,
    judged: credentialJournal({ credentials: { saveCredentialFailure }, clock, log: silentLog }),
  };
}

describe('what is kept of a credential', () => {
  it('is stored when it changes, and not with every token', async () => {
    const { judged, stored } = journal();
    for (const failure of [null, null, wrong, wrong, null]) await judged('1', failure);
    expect(stored).toEqual([null, 'client-secret-wrong', null]);
  });

  it('is stored again after a while: another process may have stored otherwise', async () => {
    const { judged, stored, clock } = journal();
    await judged('1', null);
    clock.advance(11 * 60_000);
    await judged('1', null);
    expect(stored).toEqual([null, null]);
  });

  it('never costs the tokens that were just issued; what could not be stored is tried with the next', async () => {
    let full = true;
    const { judged, stored } = journal(() => {
      if (full) throw new Error('disk full');
    });
    await expect(judged('1', wrong)).resolves.toBeUndefined();
    full = false;
    await judged('1', wrong);
    expect(stored).toEqual(['client-secret-wrong']);
  });
});
