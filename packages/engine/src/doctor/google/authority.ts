/** Is Google's sign-in service reachable, and is it Google's? */
import { jsonObject } from '../ask/http.ts';
import { askDiscovery, discoveryUrl } from '../discovery.ts';
import type { Check, DoctorTarget } from '../target.ts';
import { fault, right } from '../verdict.ts';

const about = (target: DoctorTarget): string => `GET ${discoveryUrl(target).href}`;

export const googleAuthority: Check = {
  id: 'authority',
  about,
  async examine(target, deps, signal) {
    const asked = about(target);
    const { status, body } = await askDiscovery(target, deps, signal);
    const { host, origin } = discoveryUrl(target);
    const detail = { host };
    if (status >= 500 || status === 429) {
      const code = `HTTP ${status}`;
      return fault({ asked, answered: code, finding: 'authority-failing', code, detail, state: 'unsure' });
    }
    const issuer = jsonObject(body)?.issuer;
    if (issuer === origin) return right(asked, `issuer: ${issuer}`, detail);
    const answered = typeof issuer === 'string' ? `issuer: ${issuer}` : `HTTP ${status}`;
    return fault({ asked, answered, finding: 'authority-is-another', detail });
  },
};
