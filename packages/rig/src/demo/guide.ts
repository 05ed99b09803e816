import type { PracticeProvider } from '../provider/index.ts';
import { organisation } from '../world/index.ts';

/** What a newcomer needs for the journey, in the order of its steps. */
export function guide(provider: PracticeProvider, address: string, setupLink: string | undefined): string {
  const [persona] = provider.people;
  const widest = Math.max(...provider.people.map(({ userName }) => userName.length));
  const people = provider.people.map(
    ({ name, userName, password }) => `     ${userName.padEnd(widest)}  ${password.padEnd(18)}  ${name}`,
  );
  return `
This is Mailroom with a practice provider on this machine: ${organisation.name}, ${organisation.trade},
with two years of mail in six languages. Nothing leaves this machine.

  1. Open   ${setupLink ?? address}
${setupLink === undefined ? '     and sign in as the administrator you created.' : '     and create the administrator.'}

  2. Add a provider app: “Microsoft: by hand”, and skip what the portal would be for.
     Cloud          Practice provider on this machine
     Tenant         ${provider.tenant}
     Client ID      ${provider.clientId}
     Client secret  ${provider.clientSecret.value}
     (A Secret ID, which people paste by mistake, looks like ${provider.clientSecret.id}.)

  3. Link the mailbox of ${persona.name} by its address; the sign-in page knows these people:
${people.join('\n')}
     ${provider.sharedMailbox} is shared: ${persona.name} opens it.

  4. Choose a start date, watch it synchronise, read, answer. New mail arrives every minute.

Ctrl-C stops everything.

`;
}
