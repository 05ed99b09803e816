import { handler } from '../../http/handler.ts';

/** The password stays on the page where only administrators may use it: nobody is told who is one. */
export const listSignInWays = handler('listSignInWays', async ({ services }) => ({
  password: true,
  recovery: services.recovery.offered,
  providers: await services.identitySignIn.providers(),
}));
