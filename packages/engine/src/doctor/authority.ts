/** Is the sign-in service reachable, does it know the tenant, and is it the one that was asked? */
import { jsonObject } from './ask/http.ts';
import { refusalIn } from './ask/microsoft-refusal.ts';
import { askDiscovery, discoveryUrl } from './discovery.ts';
import type { Check, DoctorTarget, Verdict } from './target.ts';
import { fault, right, verdictOf } from './verdict.ts';

/** The tenant names that stand for many directories; their issuer holds a placeholder. */
const manyDirectories: ReadonlySet<string> = new Set(['common', 'organizations']);
const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether the issuer belongs to the tenant that was asked for (OpenID Connect Discovery 1.0, 4.3; Microsoft's `{tenantid}`). */
function issuerFits(issuer: string, { app }: DoctorTarget): boolean {
  if (!URL.canParse(issuer)) return false;
  const url = new URL(issuer);
  if (url.origin !== new URL(app.cloud.authority).origin) return false;
  const [, directory = ''] = decodeURIComponent(url.pathname).split('/');
  if (manyDirectories.has(app.tenant)) return directory === '{tenantid}';
  // A domain, and `consumers`, are answered with the directory's ID.
  return guid.test(app.tenant) ? directory.toLowerCase() === app.tenant.toLowerCase() : guid.test(directory);
}

const about = (target: DoctorTarget): string => `GET ${discoveryUrl(target).href}`;

export const authority: Check = {
  id: 'authority',
  about,
  async examine(target, deps, signal): Promise<Verdict> {
    const asked = about(target);
    const answer = await askDiscovery(target, deps, signal);
    const refusal = answer.status === 200 ? null : refusalIn(answer.body, 'authorize');
    if (refusal !== null) return verdictOf(asked, refusal);

    const { host } = discoveryUrl(target);
    const document = jsonObject(answer.body);
    const issuer = typeof document?.issuer === 'string' ? document.issuer : null;
    const detail = { host, tenant: target.app.tenant };
    if (answer.status >= 500 || answer.status === 429) {
      const code = `HTTP ${answer.status}`;
      return fault({ asked, answered: code, finding: 'authority-failing', code, detail, state: 'unsure' });
    }
    if (issuer === null || !issuerFits(issuer, target)) {
      const answered = issuer === null ? `HTTP ${answer.status}` : `issuer: ${issuer}`;
      return fault({ asked, answered, finding: 'authority-is-another', detail });
    }
    return right(asked, `issuer: ${issuer}`, detail);
  },
};
