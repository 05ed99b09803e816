/** The authority's discovery document: what it says tells the issuer, and when it was said the time. */
import { askHttp, type HttpAnswer } from './ask/http.ts';
import type { DoctorDeps, DoctorTarget } from './target.ts';

const document = '/.well-known/openid-configuration';

/** Microsoft has one for each tenant, and Google one (OpenID Connect Discovery 1.0, 4). */
export function discoveryUrl({ app }: DoctorTarget): URL {
  const below = app.provider === 'microsoft' ? `/${encodeURIComponent(app.tenant)}/v2.0` : '';
  return new URL(`${below}${document}`, app.cloud.authority);
}

export function askDiscovery(
  target: DoctorTarget,
  { clock }: DoctorDeps,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  return askHttp(discoveryUrl(target), { method: 'GET' }, { clock, signal });
}
