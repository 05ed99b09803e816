import type { OpenIdProvider } from '@mailroom/engine/provider/oauth2/index';
import type { Settings } from '../../config/settings.ts';
import { StartProblem } from '../../start/start-problem.ts';

export interface OpenIdSettings extends OpenIdProvider {
  /** On the button that leads there. */
  name: string;
}

/**
 * Null where no setting names an issuer.
 *
 * @throws StartProblem for an issuer without a client.
 */
export function openIdSettings({
  oidcIssuer,
  oidcClientId,
  oidcClientSecret,
  oidcName,
}: Pick<Settings, 'oidcIssuer' | 'oidcClientId' | 'oidcClientSecret' | 'oidcName'>): OpenIdSettings | null {
  if (oidcIssuer === null) return null;
  if (oidcClientId === null || oidcClientSecret === null)
    throw new StartProblem(
      'MAILROOM_OIDC_ISSUER is set, and MAILROOM_OIDC_CLIENT_ID or MAILROOM_OIDC_CLIENT_SECRET is not: signing in there needs both.',
    );
  return {
    issuer: oidcIssuer,
    clientId: oidcClientId,
    clientSecret: oidcClientSecret,
    name: oidcName ?? new URL(oidcIssuer).host,
  };
}
