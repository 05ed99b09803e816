import { SignInRefused, timestamp } from '../errors.ts';
import { basicCredentials, type Exchange } from '../http/exchange.ts';
import type { Identity } from '../identity.ts';
import type { Registration } from '../world/registrations.ts';

/**
 * Which application asks, by `client_secret_post` or `client_secret_basic` (RFC 6749 section 2.3.1).
 * A `client_assertion` (private_key_jwt) would be a second way to prove the same registration.
 * @throws SignInRefused 900144, 700016 and kin (see Registrations), 7000218, 7000215, 7000222
 */
export function authenticateClient(
  identity: Identity,
  exchange: Exchange,
  form: URLSearchParams,
): Registration {
  const audience = identity.directory.audience(exchange.tenant);
  const basic = basicCredentials(exchange);
  const clientId = basic?.user ?? form.get('client_id') ?? '';
  if (clientId === '') throw new SignInRefused(900144, { parameter: 'client_id' });
  const registration = identity.registrations.forEndpoint(clientId, audience, exchange.tenant);
  const secret = basic?.password ?? form.get('client_secret') ?? '';
  if (secret === '') throw new SignInRefused(7000218);
  requireSecret(registration, secret, identity.now());
  return registration;
}

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
