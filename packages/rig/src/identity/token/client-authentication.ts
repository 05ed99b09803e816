import { SignInRefused, timestamp } from '../errors.ts';
import { basicCredentials, type Exchange } from '../http/exchange.ts';
import type { Identity } from '../identity.ts';
import type { Registration } from '../world/registrations.ts';
import { checkAssertion } from './client-assertion.ts';

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/**
 * Which application asks, and its proof: `client_secret_post`, `client_secret_basic` (RFC 6749 section 2.3.1) or a client
 * assertion (RFC 7523 section 2.2). A public client has no proof and may send none.
 * @throws SignInRefused 900144, 700016 and kin (see Registrations), 700025, 7000218, 7000215, 7000222, and those of
 *   client-assertion.ts
 */
export async function authenticateClient(
  identity: Identity,
  exchange: Exchange,
  form: URLSearchParams,
): Promise<Registration> {
  const audience = identity.directory.audience(exchange.tenant);
  const basic = basicCredentials(exchange);
  const clientId = basic?.user ?? form.get('client_id') ?? '';
  if (clientId === '') throw new SignInRefused(900144, { parameter: 'client_id' });
  const registration = identity.registrations.forEndpoint(clientId, audience, exchange.tenant);
  const secret = basic?.password ?? form.get('client_secret') ?? '';
  const assertion = form.get('client_assertion') ?? '';
  if (registration.publicClient) {
    if (secret + assertion !== '') throw new SignInRefused(700025, { client: clientId });
  } else if (assertion !== '' && form.get('client_assertion_type') === ASSERTION_TYPE) {
    await checkAssertion(identity, exchange, registration, assertion);
  } else if (secret === '') {
    throw new SignInRefused(7000218);
  } else {
    requireSecret(registration, secret, identity.now());
  }
  return registration;
}

/** Any of the secrets will do, so that a new one can be tried before the old one goes. */
function requireSecret({ clientId, secrets }: Registration, sent: string, now: number): void {
  const secret = secrets.find(({ value }) => value === sent);
  if (secret === undefined) {
    const pastedId = secrets.some(({ id }) => id === sent.toLowerCase());
    const why = pastedId
      ? `What was sent for application '${clientId}' is the identifier of a secret: send the client secret value, not the client secret ID.`
      : `The client secret sent for application '${clientId}' is not valid.`;
    throw new SignInRefused(7000215, { why });
  }
  if (secret.expires.getTime() <= now) {
    throw new SignInRefused(7000222, { client: clientId, date: timestamp(secret.expires) });
  }
}
