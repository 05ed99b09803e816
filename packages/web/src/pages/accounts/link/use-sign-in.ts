import type { CallInput } from '@mailroom/client';
import { useMutation } from '@tanstack/react-query';
import { call } from '../../../api/call.ts';

type SignIn = CallInput<'linkOauth'>['body'];

/** Leads the browser to the provider's sign-in page. It stays busy once that succeeded: the page is about to go. */
export function useSignIn(onError?: (thrown: unknown) => void) {
  const begin = useMutation({
    mutationFn: (body: SignIn) => call('linkOauth', { body }),
    onSuccess: ({ authorizeUrl }) => window.location.assign(authorizeUrl),
    ...(onError ? { onError } : {}),
  });
  return {
    run: (body: SignIn) => begin.mutate(body),
    busy: begin.isPending || begin.isSuccess,
    busyWith: begin.isPending || begin.isSuccess ? begin.variables.providerAppId : undefined,
    failure: begin.error,
  };
}
