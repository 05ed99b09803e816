import type { Reply } from './replies.ts';

/** Where in a submission a scripted reply is given: greeting, AUTH, MAIL FROM, RCPT TO, or after DATA's final dot. */
export type SmtpStage = 'connect' | 'auth' | 'mail' | 'rcpt' | 'data';

/**
 * How a connection is lost around DATA: `before-acceptance` while the message is still arriving, so that nothing was
 * accepted; `after-acceptance` once it is delivered but before the reply, so that the client cannot know.
 */
export type HangUp = 'before-acceptance' | 'after-acceptance';

interface Refusal {
  readonly stage: SmtpStage;
  readonly reply: Reply;
  readonly recipient: string | undefined;
  remaining: number;
}

/** What shall go wrong at the practice submission server. Every fault fires `times` times, in the order it was scripted. */
export interface SmtpFaults {
  /** Answers a stage with a refusal; `times` defaults to once. */
  refuse(stage: SmtpStage, reply: Reply, times?: number): void;
  /** Refuses one recipient at RCPT TO, always unless `times` is given. */
  refuseRecipient(address: string, reply: Reply, times?: number): void;
  /** Refuses messages of more bytes than this after DATA with 552 5.3.4; undefined lifts the limit. */
  limitSize(bytes: number | undefined): void;
  /** Drops the connection around the end of DATA; `times` defaults to once. */
  hangUp(when: HangUp, times?: number): void;
  /** Holds back the final reply of the next message until the promise settles. */
  holdReply(until: Promise<unknown>): void;
  /** Offers no STARTTLS on connections from now on. */
  withholdStartTls(): void;
  /** Back to a server without faults. */
  clear(): void;
}

/** The server's side of the script: each call uses up one firing. */
export interface SmtpFaultScript extends SmtpFaults {
  takeRefusal(stage: SmtpStage, recipient?: string): Reply | undefined;
  takeHangUp(when: HangUp): boolean;
  takeHold(): Promise<unknown> | undefined;
  /** Whether STARTTLS is withheld. */
  withholdsStartTls(): boolean;
  /** The scripted size limit in bytes. */
  sizeLimit(): number | undefined;
}

export function createSmtpFaults(): SmtpFaultScript {
  let refusals: Refusal[] = [];
  let hangUps: { when: HangUp; remaining: number }[] = [];
  let holds: Promise<unknown>[] = [];
  let limit: number | undefined;
  let startTlsWithheld = false;

  return {
    refuse(stage, reply, times = 1) {
      refusals.push({ stage, reply, recipient: undefined, remaining: times });
    },
    refuseRecipient(address, reply, times = Number.POSITIVE_INFINITY) {
      refusals.push({ stage: 'rcpt', reply, recipient: address.toLowerCase(), remaining: times });
    },
    limitSize(bytes) {
      limit = bytes;
    },
    hangUp(when, times = 1) {
      hangUps.push({ when, remaining: times });
    },
    holdReply(until) {
      holds.push(until);
    },
    withholdStartTls() {
      startTlsWithheld = true;
    },
    clear() {
      startTlsWithheld = false;
      refusals = [];
      hangUps = [];
      holds = [];
      limit = undefined;
    },
    takeRefusal(stage, recipient) {
      const wanted = recipient?.toLowerCase();
      const refusal = refusals.find(
        (candidate) =>
          candidate.stage === stage &&
          candidate.remaining > 0 &&
          (candidate.recipient === undefined || candidate.recipient === wanted),
      );
      if (refusal === undefined) return undefined;
      refusal.remaining -= 1;
      return refusal.reply;
    },
    takeHangUp(when) {
      const hangUp = hangUps.find((candidate) => candidate.when === when && candidate.remaining > 0);
      if (hangUp === undefined) return false;
      hangUp.remaining -= 1;
      return true;
    },
    takeHold: () => holds.shift(),
    withholdsStartTls: () => startTlsWithheld,
    sizeLimit: () => limit,
  };
}
