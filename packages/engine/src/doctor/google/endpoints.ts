/** Where Google is asked: what its discovery document says, held to Google's own hosts before a secret goes anywhere. */
import { Failure } from '@mailroom/model';
import { googleTokenOrigin } from '../../provider/oauth2/google-configuration.ts';
import { jsonObject } from '../ask/http.ts';
import { askDiscovery } from '../discovery.ts';
import type { DoctorDeps, DoctorTarget } from '../target.ts';

export interface GoogleEndpoints {
  authorization: URL;
  token: URL;
}

/** @throws Failure authority-unreachable; authority-failed where the document names none, or somebody else's. */
export async function googleEndpoints(
  target: DoctorTarget,
  deps: DoctorDeps,
  signal: AbortSignal,
): Promise<GoogleEndpoints> {
  const authority = new URL(target.app.cloud.authority);
  const answer = await askDiscovery(target, deps, signal);
  const document = jsonObject(answer.body);
  const authorization = urlOf(document?.authorization_endpoint);
  const token = urlOf(document?.token_endpoint);
  if (authorization?.origin === authority.origin && token?.origin === googleTokenOrigin(authority)) {
    return { authorization, token };
  }
  throw new Failure({
    origin: 'provider',
    kind: 'authority-failed',
    next: { do: 'wait', until: null },
    code: answer.status === 200 ? 'discovery' : `HTTP ${answer.status}`,
    detail: { host: authority.host },
  });
}

function urlOf(value: unknown): URL | null {
  return typeof value === 'string' && URL.canParse(value) ? new URL(value) : null;
}
