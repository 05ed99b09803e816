import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../api/call.ts';
import { notifyFailure } from '../../shell/notify-failure.ts';

/** A person's decision to send again what failed or may not have arrived; the stream tells what becomes of it. */
export function useSendAgain(): (outgoingId: string) => void {
  const cache = useQueryClient();
  const { mutate } = useMutation({
    mutationFn: (outgoingId: string) => call('resendOutgoing', { params: { id: outgoingId } }),
    onSettled: () => {
      void cache.invalidateQueries({ queryKey: ['readConversation'] });
      void cache.invalidateQueries({ queryKey: ['listOutgoing'] });
    },
    onError: notifyFailure,
  });
  return mutate;
}
