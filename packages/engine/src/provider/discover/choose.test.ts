import type { DiscoveryMethod } from '@mailroom/model';
import { describe, expect, it } from 'vitest';
import { type Attempt, decide } from './choose.ts';
import { knownProviders } from './known-providers.ts';
import type { Offer, ServerOffer } from './settings.ts';

const half = (host: string): ServerOffer => ({
  server: { host, port: 993, security: 'tls' },
  user: 'ann',
  auth: 'password',
});

function offering(method: DiscoveryMethod, imap: string | null, smtp: string | null): Attempt {
  const offer: Offer = {
    name: null,
    imap: imap === null ? null : half(imap),
    smtp: smtp === null ? null : half(smtp),
    known: null,
    inferred: false,
  };
  return { method, state: 'offer', offer };
}

const pending = (method: DiscoveryMethod): Attempt => ({ method, state: 'pending' });
const nothing = (method: DiscoveryMethod): Attempt => ({ method, state: 'nothing', remark: null });

/** The two hosts decided on, each with its method. */
function chosen(...attempts: Attempt[]): unknown {
  const decision = decide(attempts);
  if (decision === null || !('choice' in decision)) return decision;
  const { imap, smtp } = decision.choice;
  return [imap, smtp].map((side) => side && `${side.method} ${side.half.server.host}`);
}

describe('decide', () => {
  it('waits for whoever is preferred, however many others have answered', () => {
    expect(chosen(pending('mx'), offering('srv', 'i', 's'), offering('guess', 'j', 't'))).toBeNull();
  });

  it('waits for nobody who comes after', () => {
    const answer = ['mx i', 'mx s'];
    expect(chosen(nothing('table'), offering('mx', 'i', 's'), pending('guess'))).toEqual(answer);
  });

  it('passes over those who failed or came too late', () => {
    const failed: Attempt = { method: 'mx', state: 'failed', code: null };
    const late: Attempt = { method: 'autoconfig', state: 'late' };
    expect(chosen(failed, late, offering('srv', 'i', 's'))).toEqual(['srv i', 'srv s']);
  });

  it('keeps both halves together where one source has both', () => {
    expect(chosen(offering('autoconfig', null, 'a'), offering('srv', 'i', 's'))).toEqual(['srv i', 'srv s']);
  });

  it('completes a half from the most preferred other, and waits for that one too', () => {
    expect(chosen(offering('autoconfig', 'i', null), pending('srv'), offering('guess', 'j', 't'))).toBeNull();
    const rest = [nothing('srv'), offering('guess', 'j', 't')];
    expect(chosen(offering('autoconfig', 'i', null), ...rest)).toEqual(['autoconfig i', 'guess t']);
    expect(chosen(offering('autoconfig', 'i', null), nothing('srv'))).toEqual(['autoconfig i', null]);
  });

  it('ends at a provider that is known to have no servers, without asking further', () => {
    const provider = knownProviders.find(({ servers }) => servers === null);
    if (!provider) throw new Error('none is closed');
    const closed: Attempt = { method: 'mx', state: 'nothing', remark: { kind: 'closed', provider } };
    expect(chosen(nothing('table'), closed, pending('guess'))).toEqual({
      closed: { kind: 'closed', provider },
    });
    expect(chosen(pending('table'), closed)).toBeNull();
  });

  it('says that there is nothing once everybody has spoken', () => {
    expect(chosen(nothing('table'), nothing('guess'))).toEqual({ none: true });
    expect(chosen(nothing('table'), pending('guess'))).toBeNull();
  });
});
