import { type Message, reaches } from '@mailroom/model';
import { recipientsOf, replySubject } from '@mailroom/ui';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { read } from '../../api/read.ts';
import { type Reply, rememberedReply, rememberReply } from './reply-memory.ts';
import { useOwnAddresses } from './use-own-addresses.ts';
import { useLevels } from './use-refusal.ts';

export interface Replying {
  draft: Reply | null;
  /** Begins an answer to the newest message that the reader may answer, or goes on with the one that is open. */
  begin(all: boolean): void;
  change(draft: Reply): void;
  /** Sent or discarded. */
  end(): void;
  /** The message that the open answer answers. */
  answered: Message | null;
}

/** The answer being written in one conversation, remembered as it is written. */
export function useReply(conversationId: string, messages: readonly Message[]): Replying {
  const own = useOwnAddresses();
  const levels = useLevels();
  const personId = useQuery(read('readMe', {})).data?.id ?? '';
  const [draft, setDraft] = useState<Reply | null>(() => rememberedReply(personId, conversationId));

  const change = useCallback(
    (written: Reply) => {
      setDraft(written);
      rememberReply(personId, conversationId, written);
    },
    [personId, conversationId],
  );

  const begin = useCallback(
    (all: boolean) => {
      // Of copies in several mailboxes, one that the reader may send from.
      const message = messages.findLast(
        ({ accountId }) => levels !== null && reaches(levels(accountId), 'send'),
      );
      if (!message) return;
      const recipients = recipientsOf(message, own, all);
      setDraft((open) => {
        // What is written stays; choosing the other kind of answer changes only who receives it.
        const next: Reply = open
          ? { ...open, ...recipients }
          : {
              ...recipients,
              messageId: message.id,
              accountId: message.accountId,
              subject: replySubject(message.subject),
              html: '',
              idempotencyKey: crypto.randomUUID(),
            };
        rememberReply(personId, conversationId, next);
        return next;
      });
    },
    [messages, levels, own, personId, conversationId],
  );

  const end = useCallback(() => {
    setDraft(null);
    rememberReply(personId, conversationId, null);
  }, [personId, conversationId]);

  return { draft, begin, change, end, answered: messages.find(({ id }) => id === draft?.messageId) ?? null };
}
