/**
 * What comes back from the admin-consent link ("Admin consent on the Microsoft identity platform"). A customer's administrator is a
 * stranger here: the answer is known by its `state` alone, changes nothing but the record of it, and is told nothing of Mailroom.
 */
import { microsoftFailure, readMicrosoftError } from '@mailroom/engine/provider/oauth2/microsoft-errors';
import { asFailure, Failure } from '@mailroom/model';
import { consentResultPath } from '@mailroom/model/api/index';
import type { Services } from '../services.ts';

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

function refusalIn(parameters: URLSearchParams): Failure | null {
  if (parameters.get('error') === null && parameters.get('admin_consent')?.toLowerCase() === 'true')
    return null;
  const error = readMicrosoftError({ error: 'access_denied', ...Object.fromEntries(parameters) });
  return microsoftFailure(error, { during: 'authorize', credential: null, retryAt: null });
}

function screen(failure: Failure | null): string {
  if (failure === null) return consentResultPath;
  const { kind, code } = failure;
  return `${consentResultPath}?${new URLSearchParams({ failure: kind, ...(code ? { code } : {}) })}`;
}

function expired(): Failure {
  return new Failure({ origin: 'person', kind: 'link-expired', next: { do: 'ask-administrator' } });
}

/** The directory that answers, as the provider names it; a stranger may write anything into an address. */
function tenantIn(parameters: URLSearchParams): string | null {
  const tenant = parameters.get('tenant');
  return tenant !== null && guid.test(tenant) ? tenant.toLowerCase() : null;
}

/** @returns the screen that says what happened, or null where the parameters answer no such link. */
export async function consentAnswered(
  { store }: Services,
  parameters: URLSearchParams,
): Promise<string | null> {
  try {
    const providerAppId = await store.consents.appOf(parameters.get('state') ?? '');
    if (providerAppId === undefined) return parameters.has('admin_consent') ? screen(expired()) : null;
    const failure = refusalIn(parameters);
    const tenant = tenantIn(parameters);
    await store.consents.save(providerAppId, { tenant, failure: failure?.toWire() ?? null });
    return screen(failure);
  } catch (thrown) {
    return screen(asFailure(thrown));
  }
}
