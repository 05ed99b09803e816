/** Puts what was decided into the words that a person and a program read. */
import type { SignInKind } from '@mailroom/model';
import { type Attempt, type Choice, type ChosenHalf, decide } from './choose.ts';
import { isFamiliar, providerOfHost } from './known-provider.ts';
import type { MailAddress } from './mail-address.ts';
import type { Discovery, Found, NotFound, Remark, Trial } from './settings.ts';

function trialOf(attempt: Attempt): Trial {
  const { method, state } = attempt;
  if (state === 'pending') return { method, outcome: 'unneeded', code: null };
  return { method, outcome: state, code: state === 'failed' ? attempt.code : null };
}

function mustBeShown({ offer, half }: ChosenHalf, { domain }: MailAddress): boolean {
  return offer.inferred || offer.known?.unproven === true || !isFamiliar(half.server.host, domain);
}

/** Microsoft and Google refuse passwords, whatever a document about them says. */
function signInAt({ half }: ChosenHalf): SignInKind {
  const known = providerOfHost(half.server.host)?.auth;
  return known === undefined || known === 'password' ? half.auth : known;
}

function found({ imap, smtp }: Choice, address: MailAddress, trials: readonly Trial[]): Found {
  const provider = imap.offer.known ?? providerOfHost(imap.half.server.host);
  return {
    found: true,
    settings: {
      imap: imap.half.server,
      smtp: smtp?.half.server ?? null,
      imapUser: imap.half.user,
      smtpUser: smtp?.half.user ?? null,
      auth: signInAt(imap),
    },
    provider: provider?.name ?? imap.offer.name,
    foundBy: imap.method,
    smtpFoundBy: smtp?.method ?? null,
    confirm: mustBeShown(imap, address) || (smtp !== null && mustBeShown(smtp, address)),
    advice: provider?.advice ?? [],
    trials,
  };
}

function closed({ provider }: Extract<Remark, { kind: 'closed' }>, trials: readonly Trial[]): NotFound {
  const bridged = provider.advice.some(({ kind }) => kind === 'bridge');
  return {
    found: false,
    reason: bridged ? 'bridge-only' : 'no-imap',
    provider: provider.name,
    advice: provider.advice,
    trials,
  };
}

/** What is most useful to say: a name that was seen, then a service without IMAP, then that not everybody was heard. */
function notFound(attempts: readonly Attempt[], trials: readonly Trial[]): NotFound {
  const remarks = attempts.flatMap((attempt) =>
    attempt.state === 'nothing' && attempt.remark ? [attempt.remark] : [],
  );
  const nothing = { found: false, provider: null, advice: [], trials } as const;
  const gateway = remarks.find((remark) => remark.kind === 'gateway');
  if (gateway) return { ...nothing, reason: 'gateway', provider: gateway.name };
  if (remarks.some(({ kind }) => kind === 'pop3-only')) return { ...nothing, reason: 'pop3-only' };
  // DNS comes first of all: where the MX question itself failed, nothing was learnt of the domain.
  const unheard = attempts.some(
    ({ method, state }) => method === 'mx' && (state === 'failed' || state === 'late'),
  );
  return { ...nothing, reason: unheard ? 'unreachable' : 'unknown' };
}

/** @param attempts in order of preference; those still pending are not waited for. */
export function conclude(attempts: readonly Attempt[], address: MailAddress): Discovery {
  const trials = attempts.map(trialOf);
  const decision = decide(attempts.filter(({ state }) => state !== 'pending')) ?? { none: true };
  if ('choice' in decision) return found(decision.choice, address, trials);
  return 'closed' in decision ? closed(decision.closed, trials) : notFound(attempts, trials);
}
