import { type CallAnswer, queryKey } from '@mailroom/client';
import { type Body, displayName, useLocale, withQuote } from '@mailroom/ui';
import { ReplyEditor } from '@mailroom/ui/reply/reply-editor.tsx';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { FormFailure } from '../../form/form-failure.tsx';
import { useAnnounce } from '../../shell/announcer.tsx';
import type { Reply } from './reply-memory.ts';
import type { Replying } from './use-reply.ts';

/** The editor and what happens when Send is pressed. The text is forgotten only once the server has it. */
export function ReplyPanel({ reply, draft }: { reply: Replying; draft: Reply }) {
  const { t } = useTranslation();
  const { fullDate } = useLocale();
  const cache = useQueryClient();
  const announce = useAnnounce();
  const { answered } = reply;

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
          send.mutate(body);
        }}
        onDiscard={reply.end}
      />
      <FormFailure thrown={send.error} />
    </>
  );
}
