import { type CallAnswer, queryKey } from '@mailroom/client';
import { outsideAddresses } from '@mailroom/model';
import { type Body, displayName, useLocale, withQuote } from '@mailroom/ui';
import { ReplyEditor } from '@mailroom/ui/reply/reply-editor.tsx';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { read } from '../../api/read.ts';
import { FormFailure } from '../../form/form-failure.tsx';
import { useAnnounce } from '../../shell/announcer.tsx';
import { Confirm } from '../../shell/confirm.tsx';
import type { Reply } from './reply-memory.ts';
import { useHeldToast } from './use-held-toast.tsx';
import type { Replying } from './use-reply.ts';

/** The editor and what happens when Send is pressed. The text is forgotten only once the server has it. */
export function ReplyPanel({ reply, draft }: { reply: Replying; draft: Reply }) {
  const { t } = useTranslation();
  const { fullDate } = useLocale();
  const cache = useQueryClient();
  const announce = useAnnounce();
  const { answered } = reply;
  const held = useHeldToast();
  const outsideOf = useOutside(draft.accountId);
  const [asked, setAsked] = useState<{ body: Body; outside: string[] } | null>(null);

  const send = useMutation({
    mutationFn: (body: Body) => {
      const sender = answered?.from[0];
      const attribution = t('reply:quoteHeader', {
        date: fullDate(answered?.sentAt ?? answered?.receivedAt ?? new Date().toISOString()),
        name: sender ? displayName(sender) : '',
      });
      const whole = withQuote(body, attribution, answered?.text ?? '');
      return call(
        'createOutgoing',
        {
          body: {
            accountId: draft.accountId,
            inReplyTo: draft.messageId,
            to: draft.to,
            cc: draft.cc,
            subject: draft.subject,
            ...whole,
          },
        },
        { idempotencyKey: draft.idempotencyKey },
      );
    },
    onSuccess: (outgoing) => {
      const id = outgoing.conversationId ?? answered?.conversationId;
      if (id) {
        const key = queryKey('readConversation', { params: { id } });
        cache.setQueryData<CallAnswer<'readConversation'>>(
          key,
          (known) =>
            known && {
              ...known,
              outgoing: [...known.outgoing.filter((one) => one.id !== outgoing.id), outgoing],
            },
        );
        void cache.invalidateQueries({ queryKey: key });
      }
      void cache.invalidateQueries({ queryKey: ['listOutgoing'] });
      announce(t('reader:replySent'));
      const again = { ...draft, idempotencyKey: crypto.randomUUID() };
      held(outgoing, () => {
        void cache.invalidateQueries({ queryKey: ['readConversation'] });
        reply.change(again);
      });
      reply.end();
    },
  });

  return (
    <>
      <ReplyEditor
        draft={draft}
        sending={send.isPending}
        onChange={(changed) => reply.change({ ...draft, ...changed })}
        onSend={(changed, body) => {
          reply.change({ ...draft, ...changed });
          const outside = outsideOf([...changed.to, ...changed.cc].map(({ address }) => address));
          if (outside.length > 0) setAsked({ body, outside });
          else send.mutate(body);
        }}
        onDiscard={reply.end}
      />
      <FormFailure thrown={send.error} />
      <Confirm
        opened={asked !== null}
        title={t('reader:outsideTitle')}
        text={[t('reader:outsideText', { count: asked?.outside.length ?? 0 }), ...(asked?.outside ?? [])]}
        action={t('reader:outsideSend')}
        pending={send.isPending}
        onConfirm={() => {
          setAsked(null);
          if (asked) send.mutate(asked.body);
        }}
        onClose={() => setAsked(null)}
      />
    </>
  );
}

/** Which addresses the organisation wants to be asked about; none where it wants nobody to be asked. */
function useOutside(accountId: string): (addresses: readonly string[]) => string[] {
  const policy = useQuery(read('readOrganisation', {})).data;
  const accounts = useQuery(read('listAccounts', {})).data?.accounts ?? [];
  const account = accounts.find(({ id }) => id === accountId)?.address;
  return (addresses) =>
    policy?.outsideWarning && account !== undefined ? outsideAddresses(addresses, policy, account) : [];
}
