import { passwordOpens } from '../../auth/sign-in-policy.ts';
import { handler } from '../../http/handler.ts';

export const readSecurity = handler('readSecurity', async ({ services, person }) => {
  const { secondFactors, passkeys, proof, identitySignIn, signInPolicy } = services;
  const providers = await identitySignIn.providers();
  const policy = await signInPolicy();
  const names = new Map(providers.map(({ kind, name }) => [kind, name]));
  return {
    hasPassword: await proof.hasPassword(person.id),
    passwordOpens: passwordOpens(policy, person),
    ...(await secondFactors.state(person.id)),
    passkeys: await passkeys.list(person.id),
    connected: await identitySignIn.connections.list(person.id, names),
    demanded: policy.secondFactor === 'demanded',
  };
});
