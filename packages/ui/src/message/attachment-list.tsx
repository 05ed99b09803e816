import type { Attachment } from '@mailroom/model';
import {
  type Icon,
  IconCalendarEvent,
  IconFile,
  IconFileSpreadsheet,
  IconFileText,
  IconFileTypePdf,
  IconFileZip,
  IconMail,
  IconPhoto,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { visible } from '../address/display-name.ts';
import { useLocale } from '../i18n/use-locale.ts';
import classes from './attachment-list.module.css';

const icons: readonly (readonly [RegExp, Icon])[] = [
  [/^image\//, IconPhoto],
  [/pdf$/, IconFileTypePdf],
  [/calendar/, IconCalendarEvent],
  [/zip|compressed|tar$/, IconFileZip],
  [/sheet|excel|csv/, IconFileSpreadsheet],
  [/^message\//, IconMail],
  [/^text\/|word|document/, IconFileText],
];

const iconFor = (mediaType: string): Icon =>
  icons.find(([pattern]) => pattern.test(mediaType))?.[1] ?? IconFile;

/** Attachments to download. A part that the body shows by its content ID is not listed a second time. */
export function AttachmentList({
  attachments,
  hrefOf,
}: {
  attachments: readonly Attachment[];
  /** Null for one that is not fetched. */
  hrefOf(attachment: Attachment): string | null;
}) {
  const { t } = useTranslation();
  const { size } = useLocale();
  const listed = attachments.filter(({ inline, contentId }) => !(inline && contentId));
  if (listed.length === 0) return null;
  return (
    <section className={classes.attachments} aria-label={t('mail:attachments', { count: listed.length })}>
      {listed.map((attachment) => {
        const Mark = iconFor(attachment.mediaType.toLowerCase());
        const name = visible(attachment.name) || t('mail:unnamedAttachment');
        const href = hrefOf(attachment);
        const words = (
          <>
            <Mark size={18} stroke={1.5} aria-hidden className={classes.icon} />
            <bdi className={classes.name}>{name}</bdi>
            {attachment.size !== null && <span className={classes.size}>{size(attachment.size)}</span>}
          </>
        );
        if (href === null) {
          return (
            <span key={attachment.part} className={classes.attachment} data-refused>
              {words}
              <span className={classes.size}>{t('mail:attachmentTooLarge')}</span>
            </span>
          );
        }
        return (
          <a
            key={attachment.part}
            className={classes.attachment}
            href={href}
            download={name}
            title={t('mail:download', { name })}
          >
            {words}
          </a>
        );
      })}
    </section>
  );
}
