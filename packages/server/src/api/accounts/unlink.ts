import { handler } from '../../http/handler.ts';

/**
 * Tokens are gone and mail is out of sight when this answers; the engine stops what runs and deletes the rest, however much it is.
 * Mail at the provider is not touched.
 */
export const unlinkAccount = handler('unlinkAccount', async ({ services, scope, params }) => {
  const { withdrawUrl } = await services.store.unlinking.begin(scope, params.id);
  services.wake.remove(params.id);
  return { withdrawUrl };
});
