import type { Attachment, MailAddress, Message } from '@mailroom/model';
import { Skeleton } from '@mantine/core';
import {
  IconChevronDown,
  IconChevronUp,
  IconDownload,
  IconPaperclip,
  IconStarFilled,
} from '@tabler/icons-react';
import { type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AddrSpec } from '../address/addr-spec.tsx';
import { AddressLine } from '../address/address-line.tsx';
import { displayName, initials, visible } from '../address/display-name.ts';
import { useLocale } from '../i18n/use-locale.ts';
import { PlainText } from '../text/plain-text.tsx';
import { AttachmentList } from './attachment-list.tsx';
import classes from './message-view.module.css';

interface MessageViewProps {
  message: Message;
  expanded: boolean;
  onToggle(): void;
  own: ReadonlySet<string>;
  /** The HTML body in its frame, where the message has one. */
  html: ReactNode;
  /** Null for an attachment that is not fetched. */
  partHref(attachment: Attachment): string | null;
  sourceHref: string;
  actions?: ReactNode;
  /** What is to be known before it is read. */
  notes?: ReactNode;
}

const nobody: MailAddress = { name: '', address: '' };

/** One message of a conversation: folded to a line, or open with head, body and attachments. */
export function MessageView(props: MessageViewProps) {
  const { message, expanded, onToggle, own } = props;
  const { t } = useTranslation();
  const { listDate, fullDate } = useLocale();
  const bodyId = useId();
  const [details, setDetails] = useState(false);
  const sender = message.from[0] ?? nobody;
  const name = sender.address || sender.name ? displayName(sender) : t('mail:noSender');
  const address = visible(sender.address);
  const recipients = [...message.to, ...message.cc].map((one) =>
    own.has(one.address.toLowerCase()) ? t('mail:me') : displayName(one),
  );
  const flagged = message.flags.includes('flagged');

  return (
    <article
      className={classes.message}
      data-expanded={expanded || undefined}
      aria-label={`${name}, ${fullDate(message.receivedAt)}`}
    >
      <header className={classes.head}>
        <span className={classes.mark} aria-hidden>
          {initials(sender)}
        </span>
        <button
          type="button"
          className={classes.toggle}
          aria-expanded={expanded}
          aria-controls={bodyId}
          onClick={onToggle}
        >
          <span className={classes.who}>
            <bdi className={classes.name}>{name}</bdi>
            {address !== name && address !== '' && (
              <bdi className={classes.address}>
                <AddrSpec address={address} />
              </bdi>
            )}
          </span>
          {expanded ? (
            <span className={classes.under}>
              {t('mail:to')} {recipients.slice(0, 4).join(', ')}
              {recipients.length > 4 && ` ${t('mail:andMore', { count: recipients.length - 4 })}`}
            </span>
          ) : (
            <span className={classes.under}>{visible(message.snippet)}</span>
          )}
        </button>
        <span className={classes.side}>
          {flagged && (
            <IconStarFilled size={14} className={classes.star} role="img" aria-label={t('mail:starred')} />
          )}
          {message.hasAttachments && !expanded && (
            <IconPaperclip size={14} role="img" aria-label={t('mail:hasAttachments')} />
          )}
          <time dateTime={message.receivedAt} title={fullDate(message.receivedAt)}>
            {listDate(message.receivedAt)}
          </time>
          {expanded && (
            <button
              type="button"
              className={classes.more}
              aria-expanded={details}
              aria-label={details ? t('mail:hideDetails') : t('mail:showDetails')}
              title={details ? t('mail:hideDetails') : t('mail:showDetails')}
              onClick={() => setDetails(!details)}
            >
              {details ? <IconChevronUp size={16} /> : <IconChevronDown size={16} />}
            </button>
          )}
          {expanded && props.actions}
        </span>
      </header>
      {expanded && (
        <div id={bodyId} className={classes.body}>
          {details && <Details message={message} sourceHref={props.sourceHref} />}
          {props.notes}
          <Body message={message} html={props.html} sourceHref={props.sourceHref} />
          <AttachmentList attachments={message.attachments} hrefOf={props.partHref} />
        </div>
      )}
    </article>
  );
}

function Body({ message, html, sourceHref }: Pick<MessageViewProps, 'message' | 'html' | 'sourceHref'>) {
  const { t } = useTranslation();
  if (message.body === 'pending') {
    return (
      <div role="status">
        <span className="mr-sr-only">{t('mail:bodyPending')}</span>
        <BodySkeleton />
      </div>
    );
  }
  if (message.body === 'unreadable') {
    return (
      <div className={classes.unreadable}>
        <p>{t('mail:bodyUnreadable')}</p>
        <SourceLink href={sourceHref} />
      </div>
    );
  }
  return message.hasHtml ? html : <PlainText text={message.text} />;
}

/** Lines where the text will be. */
export function BodySkeleton() {
  return (
    <div className={classes.skeleton} aria-hidden>
      {[92, 97, 88, 60].map((width) => (
        <Skeleton key={width} height={10} width={`${width}%`} />
      ))}
    </div>
  );
}

function Details({ message, sourceHref }: { message: Message; sourceHref: string }) {
  const { t } = useTranslation();
  const { fullDate } = useLocale();
  return (
    <div className={classes.details}>
      <dl>
        <AddressLine label={t('mail:to')} addresses={message.to} />
        <AddressLine label={t('mail:cc')} addresses={message.cc} />
        <AddressLine label={t('mail:bcc')} addresses={message.bcc} />
        <AddressLine label={t('mail:replyTo')} addresses={message.replyTo} />
      </dl>
      <p>{t('mail:received', { date: fullDate(message.receivedAt) })}</p>
      {message.sentAt && (
        <p>
          {t('mail:dateHeader')}: {fullDate(message.sentAt)}
        </p>
      )}
      <SourceLink href={sourceHref} />
    </div>
  );
}

function SourceLink({ href }: { href: string }) {
  const { t } = useTranslation();
  return (
    <a className={classes.source} href={href} download>
      <IconDownload size={14} aria-hidden /> {t('mail:downloadSource')}
    </a>
  );
}
