import { asFailure, type ConversationMessage, type Message } from '@mailroom/model';
import {
  BodySkeleton,
  Elsewhere,
  FailureNotice,
  MailFrame,
  MessageView,
  PlainText,
  visible,
} from '@mailroom/ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { read } from '../../api/read.ts';
import { useCommandContext } from '../../commands/provider.tsx';
import { useMailboxAddresses } from './use-mailbox-addresses.ts';

interface OneMessageProps {
  message: ConversationMessage;
  own: ReadonlySet<string>;
  expanded: boolean;
  onToggle(expanded: boolean): void;
}

/** A message of a conversation; its HTML is fetched once it is unfolded. */
export function OneMessage({ message, own, expanded, onToggle }: OneMessageProps) {
  const addressOf = useMailboxAddresses();
  const most = useQuery(read('readOrganisation', {})).data?.sync.mostOctets ?? null;
  const address = `/api/v1/messages/${encodeURIComponent(message.id)}`;
  return (
    <MessageView
      message={message}
      own={own}
      expanded={expanded}
      onToggle={() => onToggle(!expanded)}
      html={expanded && message.hasHtml && <HtmlBody message={message} />}
      partHref={({ part, size }) =>
        most !== null && size !== null && size > most ? null : `${address}/parts/${encodeURIComponent(part)}`
      }
      sourceHref={`${address}/source`}
      notes={<Elsewhere message={message} addressOf={addressOf} />}
    />
  );
}

function HtmlBody({ message }: { message: Message }) {
  const { t } = useTranslation();
  const { press } = useCommandContext();
  const html = useQuery(read('readMessageHtml', { params: { id: message.id } }));
  if (html.isError) {
    return (
      <FailureNotice failure={asFailure(html.error).toWire()} steps={{ retry: () => void html.refetch() }} />
    );
  }
  if (!html.data) return <BodySkeleton />;
  const name = message.from[0]?.name || message.from[0]?.address || t('mail:noSender');
  return (
    <MailFrame
      html={html.data.html}
      inline={html.data.inline}
      fallback={<PlainText text={message.text} />}
      title={t('mail:frameTitle', { name: visible(name) })}
      onKey={press}
    />
  );
}
