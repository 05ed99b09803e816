/** What better-auth keeps of a person's second factor, beside their passkeys: an authenticator's secret and the recovery codes. */
import { z } from 'zod';
import type { Auth } from './auth.ts';

const model = 'twoFactor';

const row = z.object({
  id: z.string(),
  /** Whether a code of the authenticator was told. A person with passkeys only has a secret that nobody knows. */
  verified: z.boolean().nullable(),
  /** Encrypted. */
  backupCodes: z.string(),
});
export type FactorRow = z.infer<typeof row>;

const of = (personId: string) => [{ field: 'userId', value: personId }];

export async function factorRow(auth: Auth, personId: string): Promise<FactorRow | null> {
  const { adapter } = await auth.$context;
  const found = await adapter.findOne({ model, where: of(personId) });
  return found ? row.parse(found) : null;
}

export async function changeFactorRow(
  auth: Auth,
  personId: string,
  change: Partial<Pick<FactorRow, 'verified' | 'backupCodes'>>,
): Promise<void> {
  const { adapter } = await auth.$context;
  await adapter.update({ model, where: of(personId), update: change });
}
