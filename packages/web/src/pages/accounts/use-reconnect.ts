import type { Account } from '@mailroom/model';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { call } from '../../api/call.ts';
import { notifyFailure } from '../../shell/notify-failure.ts';
import { useSignIn } from './link/use-sign-in.ts';

export interface Reconnect {
  run(): void;
  busy: boolean;
}

/** One click: to the provider's sign-in page, to the form for new passwords, or another try of the organisation's grant. */
export function useReconnect({ id, access }: Account): Reconnect {
  const navigate = useNavigate();
  const cache = useQueryClient();
  const signIn = useSignIn(notifyFailure);
  const retry = useMutation({
    mutationFn: () => call('reconnectOrganisation', { params: { id } }),
    onSuccess: () => cache.invalidateQueries({ queryKey: ['listAccounts'] }),
    onError: notifyFailure,
  });
  switch (access) {
    case 'sign-in':
      return { run: () => signIn.run({ accountId: id }), busy: signIn.busy };
    case 'organisation':
      return { run: () => retry.mutate(), busy: retry.isPending };
    case 'password':
      return { run: () => void navigate({ to: '/accounts/$id/reconnect', params: { id } }), busy: false };
  }
}
