import type { CallAnswer } from '@mailroom/client';
import type { Message } from '@mailroom/model';
import { OutgoingCard, stillShown } from '@mailroom/ui';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useAnnounce } from '../../shell/announcer.tsx';
import { useSendAgain } from '../outbox/use-send-again.ts';

interface BeingSentProps {
  outgoing: CallAnswer<'readConversation'>['outgoing'];
  messages: readonly Message[];
  own: ReadonlySet<string>;
}

/** What is on its way into a conversation; each change of its state is said. */
export function BeingSent({ outgoing, messages, own }: BeingSentProps) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const told = useRef(new Map<string, string>());
  const sendAgain = useSendAgain();
  useEffect(() => {
    for (const { id, state, to } of outgoing) {
      const before = told.current.get(id);
      told.current.set(id, state);
      if (before === undefined || before === state) continue;
      announce(t('reader:replyState', { to: to[0]?.address ?? '', state: t(`outgoing:state.${state}`) }));
    }
  }, [outgoing, announce, t]);
  return stillShown(outgoing, messages, own).map((one) => (
    <OutgoingCard key={one.id} outgoing={one} onSendAgain={sendAgain} />
  ));
}
