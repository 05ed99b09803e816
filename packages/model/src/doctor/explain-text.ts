import { entryOfText, type Registration, readGooglePage, whereLink } from '../catalogue/index.ts';
import type { CheckResult } from './index.ts';

export type ExplainedText = Pick<CheckResult, 'finding' | 'code' | 'detail' | 'where'>;

/** What refusals are called on the pages that show them. */
const codes = [/AADSTS\d{4,8}/, /Error \d{3}: \w+/];

/**
 * A refusal that the provider shows to the person who signs in and tells nobody else: what it means, from what they copied, be it
 * the page's words or its address.
 *
 * @param registered what the text was said about; the sentences and the link to the portal name it.
 */
export function explainText(text: string, registered: Registration & { redirectUri: string }): ExplainedText {
  const { clientId, tenant, redirectUri } = registered;
  const entry = entryOfText(text);
  const spelled = codes.map((code) => code.exec(text)?.[0]).find((code) => code !== undefined);
  return {
    finding: entry?.id ?? null,
    code: readGooglePage(text.trim())?.error ?? spelled ?? null,
    detail: { clientId, tenant, redirectUri },
    where: entry?.where ? whereLink(entry.where, registered) : null,
  };
}
