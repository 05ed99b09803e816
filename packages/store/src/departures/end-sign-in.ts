import { actorOf, record } from '../audit/record.ts';
import { endEverything, existing, keepAnAdministrator } from '../people/people-service.ts';
import type { DoStep } from './step.ts';

/**
 * Nobody signs in as them any more: sessions, keys, passkeys, authenticator app and identity providers are deleted. The password stays with
 * the person, who may not use it, so that somebody who is let back in has one.
 *
 * @throws Failure conflict, with `detail.person` `last-administrator`
 */
export const endSignIn: DoStep = async (change, { personId, by }) => {
  const { db, changes, now } = change;
  const person = await existing(db, personId);
  if (person.deactivatedAt === null) await keepAnAdministrator(db, personId);
  await db
    .updateTable('auth_people')
    .set({ deactivatedAt: person.deactivatedAt ?? new Date(now).toISOString(), twoFactorEnabled: 0 })
    .where('id', '=', personId)
    .execute();
  const ended = await endEverything(change, personId);
  const passkeys = await db
    .deleteFrom('auth_passkeys')
    .where('userId', '=', personId)
    .returning('id')
    .execute();
  const apps = await db
    .deleteFrom('auth_second_factors')
    .where('userId', '=', personId)
    .returning('id')
    .execute();
  const connections = await db
    .deleteFrom('auth_credentials')
    .where('userId', '=', personId)
    .where('providerId', '!=', 'credential')
    .returning('id')
    .execute();
  await db.deleteFrom('link_attempts').where('person_id', '=', personId).execute();
  changes.put('person', null, [personId]);
  const outcome = {
    ...ended,
    passkeys: passkeys.length,
    authenticator: apps.length,
    connections: connections.length,
  };
  await record(change, {
    ...actorOf(by),
    action: 'person.deactivated',
    subject: { kind: 'person', id: personId },
    detail: outcome,
  });
  return { outcome, tell: [] };
};
