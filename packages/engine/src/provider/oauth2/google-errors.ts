/**
 * What Google's refusals mean. Google has OAuth's errors (RFC 6749 4.1.2.1 and 5.2), a few of its own, and words that tell two
 * faults of the same error apart. What each means stands in the failure catalogue of the model.
 */
import { Failure } from '@mailroom/model';
import { entryOfGoogle, type Meaning } from '@mailroom/model/catalogue/index';
import { nextStep, type RefusalContext } from './refusal.ts';

/** An error answer of the token endpoint, or of a callback. */
export interface GoogleError {
  /** e.g. `invalid_grant`. */
  error: string;
  /** e.g. `invalid_rapt`; null where there is none. */
  subtype: string | null;
  description: string;
}

const passing: Meaning = { origin: 'provider', kind: 'authority-failed', next: 'retry' };

function meaningOf({ error, subtype, description }: GoogleError, { during }: RefusalContext): Meaning {
  const meaning = entryOfGoogle([error, subtype, description].filter(Boolean).join(' '))?.meaning ?? passing;
  // Where a code is redeemed there is no grant yet that could have ended: the code was old, or used.
  if (during !== 'refresh' && meaning.kind === 'grant-ended') return { ...meaning, kind: 'link-expired' };
  return meaning;
}

export function googleFailure(answer: GoogleError, context: RefusalContext): Failure {
  const { origin, kind, next } = meaningOf(answer, context);
  return new Failure({
    origin,
    kind,
    next: nextStep(next, context),
    code: answer.error,
    quote: answer.description || null,
    detail: {
      provider: 'google',
      error: answer.error,
      ...(answer.subtype === null ? {} : { subtype: answer.subtype }),
    },
    cause: context.cause,
  });
}

/** Reads an error answer: the JSON body of the token endpoint, or the parameters of a callback. */
export function readGoogleError(body: Readonly<Record<string, unknown>>): GoogleError {
  const text = (name: string): string | null => {
    const value = body[name];
    return typeof value === 'string' && value !== '' ? value.slice(0, 2000) : null;
  };
  return {
    error: text('error') ?? 'unknown',
    subtype: text('error_subtype'),
    description: text('error_description') ?? '',
  };
}
