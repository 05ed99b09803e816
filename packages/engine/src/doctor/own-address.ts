/**
 * Is Mailroom's public address what it is configured to be? The redirect URI is made from it, so whatever stands in front (a reverse
 * proxy, a redirection to another name) decides whether people come back from the sign-in page.
 */
import { asFailure } from '@mailroom/model';
import { isLoopbackName } from '../provider/egress/loopback.ts';
import { askHttp, type HttpAnswer, jsonObject } from './ask/http.ts';
import type { Check, DoctorTarget, Verdict } from './target.ts';
import { fault, right } from './verdict.ts';

const about = ({ own }: DoctorTarget): string => `GET ${own.address}${own.echoPath}`;

/** Microsoft and Google take `http` for this machine's own name only ("Redirect URI restrictions"). */
function isAcceptable(url: URL): boolean {
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopbackName(url.hostname));
}

export const ownAddress: Check = {
  id: 'own-address',
  about,
  async examine(target, { clock }, signal) {
    const asked = about(target);
    const { address } = target.own;
    const detail = { address };
    if (!isAcceptable(new URL(address))) {
      return fault({ asked, answered: null, finding: 'own-address-not-https', detail });
    }
    try {
      const url = new URL(target.own.echoPath, address);
      return judgeEcho(asked, await askHttp(url, { method: 'GET' }, { clock, signal }), target);
    } catch (thrown) {
      const { kind, code } = asFailure(thrown);
      if (kind === 'certificate-invalid') {
        const more = { ...detail, host: new URL(address).host };
        return fault({ asked, answered: code, finding: 'certificate-not-valid', code, detail: more });
      }
      // Some networks let nobody inside reach their own outer address, while everybody outside can.
      return fault({
        asked,
        answered: code,
        finding: 'own-address-not-reachable',
        code,
        detail,
        state: 'unsure',
      });
    }
  },
};

function judgeEcho(asked: string, answer: HttpAnswer, { own }: DoctorTarget): Verdict {
  const detail = { address: own.address };
  if (answer.location !== null) {
    return fault({ asked, answered: answer.location.origin, finding: 'proxy-changes-address', detail });
  }
  const echo = jsonObject(answer.body);
  if (answer.status !== 200 || echo?.installation !== own.installation) {
    const answered = `HTTP ${answer.status}`;
    return fault({ asked, answered, finding: 'own-address-answers-otherwise', detail });
  }
  const { protocol, host } = new URL(own.address);
  const forwarded = typeof echo.forwardedProtocol === 'string' ? echo.forwardedProtocol : null;
  const answered = `Host: ${echo.host}${forwarded === null ? '' : `, X-Forwarded-Proto: ${forwarded}`}`;
  // Neither breaks Mailroom, which goes by its configured address; both tell of a proxy that was set up for something else.
  const changed = echo.host !== host || (forwarded !== null && `${forwarded}:` !== protocol);
  if (!changed) return right(asked, answered, detail);
  return fault({ asked, answered, finding: 'proxy-changes-address', detail, state: 'unsure' });
}
