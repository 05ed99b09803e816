import type { Organisation } from '@mailroom/model';
import { logoPath } from '@mailroom/model/api/index';
import type { Store } from '@mailroom/store';

/** Where the logo with this digest is: another picture is another address, so that it may be kept for ever. */
export function logoAddress(digest: string | null): string | null {
  return digest === null ? null : `${logoPath}/${digest}`;
}

/** The policy with its logo, as it is answered. */
export async function presentedOrganisation({
  organisation,
}: Pick<Store, 'organisation'>): Promise<Organisation> {
  const policy = await organisation.policy();
  return { ...policy, logo: logoAddress(await organisation.logoDigest()) };
}
