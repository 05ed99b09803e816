/**
 * What a submission server's refusal means. Transient or permanent is the reply's first digit (RFC 5321 4.2.1) and nothing
 * else, except where a provider is known to use a permanent code for something that passes; the enhanced code (RFC 3463)
 * and Microsoft's texts tell the kind.
 */
import { Failure, type FailureKind, type FailureOrigin, type NextStep } from '@mailroom/model';

export type SmtpStage = 'connect' | 'login' | 'sender' | 'recipient' | 'data';

interface Reply {
  code: number;
  enhanced: string | null;
  text: string;
}

interface Meaning {
  origin: FailureOrigin;
  kind: FailureKind;
  next: NextStep;
}

const wait: NextStep = { do: 'wait', until: null };
const choose: NextStep = { do: 'choose' };
const passing = (kind: FailureKind): Meaning => ({ origin: 'provider', kind, next: wait });
const final = (kind: FailureKind): Meaning => ({ origin: 'provider', kind, next: choose });
const administrator = (kind: FailureKind): Meaning => ({
  origin: 'administrator',
  kind,
  next: { do: 'ask-administrator' },
});

/** Texts that say more than their codes; checked before them. */
const byText: readonly { text: RegExp; meaning: Meaning }[] = [
  // "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant." or "... the Mailbox."
  { text: /SmtpClientAuthentication is disabled/i, meaning: administrator('smtp-auth-disabled') },
  // Security defaults, or an authentication policy: 535 5.7.139 again.
  {
    text: /locked by your organization's security defaults|did not meet the criteria to be authenticated/i,
    meaning: administrator('smtp-auth-disabled'),
  },
  // Passwords are no longer taken, whatever the password: 535 5.7.139, 550 5.7.30.
  {
    text: /basic authentication is (?:disabled|not supported)/i,
    meaning: { origin: 'person', kind: 'login-refused', next: { do: 'reconnect' } },
  },
  { text: /SendAsDenied|permissions? to send (?:as|on behalf)/i, meaning: final('sender-refused') },
  // A day's quota, told with a permanent code (554 5.2.0, 550 5.4.5), is over tomorrow.
  {
    text: /SubmissionQuotaExceeded|submission quota exceeded|daily .{0,40}(?:quota|limit) exceeded/i,
    meaning: passing('throttled'),
  },
  { text: /concurrent connections? limit|sender thread limit/i, meaning: passing('too-many-connections') },
];

/** Enhanced codes with one meaning at every stage. Exchange Online: "Email non-delivery reports in Exchange Online". */
const byEnhancedCode: Readonly<Record<string, Meaning>> = {
  '5.7.60': final('sender-refused'),
  '5.2.252': final('sender-refused'),
  '5.1.8': administrator('sender-refused'),
  '5.7.501': administrator('sender-refused'),
  '5.7.502': administrator('sender-refused'),
  '5.7.503': administrator('sender-refused'),
  '5.7.511': administrator('sender-refused'),
  '5.7.705': administrator('sender-refused'),
  '5.7.708': administrator('sender-refused'),
  '5.7.750': administrator('sender-refused'),
  '5.3.4': final('message-too-large'),
  '5.2.3': final('message-too-large'),
  // MAIL FROM on a session that the server does not hold for signed in.
  '5.7.57': { origin: 'provider', kind: 'login-refused', next: { do: 'retry' } },
};

function meaningOf({ code, enhanced, text }: Reply, stage: SmtpStage): Meaning {
  const told = byText.find((entry) => entry.text.test(text));
  if (told !== undefined) return told.meaning;
  const coded = enhanced === null ? undefined : byEnhancedCode[enhanced];
  if (coded !== undefined) return coded;
  return code < 500 ? transient(code, enhanced, stage) : permanent(code, stage);
}

function transient(code: number, enhanced: string | null, stage: SmtpStage): Meaning {
  if (stage === 'login') return passing('login-unavailable');
  if (code === 421 || code === 432 || enhanced === '4.3.2') return passing('throttled');
  // Exchange Online: 4.7.500 to 4.7.699 is passing suspicion. Greylisting is 450 or 451, and a matter of minutes.
  if (/^4\.7\.(?:5|6)\d\d$/.test(enhanced ?? '')) return passing('throttled');
  return passing(stage === 'recipient' ? 'recipient-refused' : 'message-refused');
}

function permanent(code: number, stage: SmtpStage): Meaning {
  // Postfix answers 535 for temporary failures of its authentication service, too: whoever asked decides when it is final.
  if (stage === 'login') return { origin: 'provider', kind: 'login-refused', next: { do: 'retry' } };
  if (stage === 'sender') return final(code === 552 ? 'message-too-large' : 'sender-refused');
  if (stage === 'recipient') return final('recipient-refused');
  return final(code === 552 ? 'message-too-large' : 'message-refused');
}

/** Reply code and enhanced code of a reply's first line; null for what is no refusal. */
function parse(response: string): Reply | null {
  const found = /^([45]\d\d)[ -](?:([45]\.\d{1,3}\.\d{1,3})[ \t]*)?/.exec(response);
  if (found === null) return null;
  return { code: Number(found[1]), enhanced: found[2] ?? null, text: response };
}

/**
 * A refusal as a failure. `next.do` is `wait` for everything that may pass by itself, `retry` for a login that is to be tried
 * again with a new token first, and otherwise final.
 *
 * @param response the server's reply, all lines.
 * @returns null when the text is no refusal.
 */
export function replyFailure(
  response: string,
  context: { stage: SmtpStage; host: string; recipient?: string; cause?: unknown },
): Failure | null {
  const reply = parse(response);
  if (reply === null) return null;
  const { origin, kind, next } = meaningOf(reply, context.stage);
  const detail: Record<string, string> = { host: context.host, stage: context.stage };
  if (context.recipient !== undefined) detail.recipient = context.recipient;
  return new Failure({
    origin,
    kind,
    next,
    code: reply.enhanced === null ? String(reply.code) : `${reply.code} ${reply.enhanced}`,
    quote: response,
    detail,
    cause: context.cause,
  });
}

/** Whether trying again later, unchanged, may succeed. */
export function isTransient(failure: Failure): boolean {
  return failure.next.do === 'wait';
}
