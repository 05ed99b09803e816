/** The authority's discovery document: what it says tells the issuer, and when it was said the time. */
import { askHttp, type HttpAnswer } from './ask/http.ts';
import type { DoctorDeps, DoctorTarget } from './target.ts';

export function discoveryUrl({ app }: DoctorTarget): URL {
  return new URL(
    `/${encodeURIComponent(app.tenant)}/v2.0/.well-known/openid-configuration`,
    app.cloud.authority,
  );
}

export function askDiscovery(
  target: DoctorTarget,
  { clock }: DoctorDeps,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  return askHttp(discoveryUrl(target), { method: 'GET' }, { clock, signal });
}
