import type { Google } from '../google.ts';
import { AccessBlocked } from '../refusals.ts';
import { isIdentityScope } from '../scopes.ts';
import type { GooglePerson } from '../world/people.ts';
import type { GoogleRequest } from './request.ts';

/** Whether this person may use this client at all. @throws AccessBlocked org_internal, access_denied, admin_policy_enforced */
export function admit(google: Google, { client, scopes }: GoogleRequest, person: GooglePerson): void {
  if (client.audience === 'internal' && person.organisation !== client.organisation) {
    throw new AccessBlocked('org_internal', `${client.name} can only be used within its organization.`);
  }
  const listed = client.testUsers.some((user) => user.toLowerCase() === person.email.toLowerCase());
  if (client.audience === 'external' && client.publishing === 'testing' && !listed) {
    const why = `${client.name} has not completed the Google verification process. The app is currently being tested, and can only be accessed by developer-approved testers.`;
    throw new AccessBlocked('access_denied', why);
  }
  const blocks = google.people.organisation(person.organisation)?.blocksApplications === true;
  if (blocks && client.organisation !== person.organisation && !scopes.every(isIdentityScope)) {
    const why = `${person.email}: the administrator of the organization has not approved ${client.name}.`;
    throw new AccessBlocked('admin_policy_enforced', why);
  }
}
