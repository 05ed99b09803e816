import { setTimeout as wait } from 'node:timers/promises';
import { refusalBody, SignInRefused } from '../errors.ts';
import { type Answer, json } from '../http/answer.ts';
import { type Exchange, formOf } from '../http/exchange.ts';
import { type Identity, traceOf } from '../identity.ts';
import { required } from '../parameters.ts';
import { redeemCode } from './authorization-code.ts';
import { authenticateClient } from './client-authentication.ts';
import { issueToApplication } from './client-credentials.ts';
import { faulty } from './faulty.ts';
import { issueTokens } from './grant.ts';
import { redeemRefreshToken } from './refresh-token.ts';

const grants = { authorization_code: redeemCode, refresh_token: redeemRefreshToken } as const;

/** POST `/{tenant}/oauth2/v2.0/token`. `cut` tells the server to close the connection without an answer. */
export async function token(identity: Identity, exchange: Exchange): Promise<Answer | 'cut'> {
  const fault = identity.tokenTraffic.arrived(formOf(exchange).get('grant_type') ?? '');
  if (fault !== undefined) {
    if (fault.delay !== undefined) await wait(fault.delay, undefined, { ref: false });
    await fault.hold;
    if (fault.cut === true) return 'cut';
    if (fault.status !== undefined || fault.body !== undefined) return faulty(fault);
  }
  try {
    return json(await redeem(identity, exchange));
  } catch (refused) {
    if (!(refused instanceof SignInRefused)) throw refused;
    return json(refusalBody(refused, traceOf(identity, exchange), identity.origin), refused.status);
  }
}

async function redeem(identity: Identity, exchange: Exchange): Promise<Record<string, unknown>> {
  if (exchange.method !== 'POST') throw new SignInRefused(900561);
  const form = formOf(exchange);
  const repeated = [...new Set(form.keys())].find((name) => form.getAll(name).length > 1);
  if (repeated !== undefined)
    throw new SignInRefused(9002313, { why: `'${repeated}' is given more than once.` });
  const grant = required(form, 'grant_type');
  if (grant !== 'client_credentials' && grant !== 'authorization_code' && grant !== 'refresh_token') {
    throw new SignInRefused(70003, { grant });
  }
  const registration = await authenticateClient(identity, exchange, form);
  if (grant === 'client_credentials') {
    return issueToApplication(identity, exchange.tenant, registration, form);
  }
  return issueTokens(identity, grants[grant](identity, exchange.tenant, registration, form));
}
