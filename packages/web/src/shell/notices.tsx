import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { read } from '../api/read.ts';
import { AlertNotice } from './alert-notice.tsx';
import { CredentialNotice } from './credential-notice.tsx';
import {
  dismissalMark,
  keepDismissals,
  noticeKey,
  readDismissals,
  shownNotices,
} from './notice-dismissal.ts';
import classes from './notices.module.css';

/** What has stopped is told within a minute of being seen; a day passes while a tab stays open. */
const minute = 60 * 1000;

/** On every screen: what only this person can prevent or mend, until somebody has seen to it. */
export function Notices() {
  const { t } = useTranslation();
  const { data } = useQuery({ ...read('listNotices', {}), refetchInterval: minute });
  const [dismissed, setDismissed] = useState(readDismissals);
  const today = new Date().toISOString().slice(0, 10);
  const shown = data === undefined ? [] : shownNotices(data.notices, dismissed, today);
  if (data === undefined || shown.length === 0) return null;

  const dismiss = (mark: string | null): void => {
    if (mark === null) return;
    const marks = new Set([...dismissed, mark]);
    keepDismissals(marks);
    setDismissed(marks);
  };
  const firstCredential = shown.find(({ kind }) => kind === 'credential-expires');
  return (
    <section className={classes.notices} aria-label={t('shell:notices.title')}>
      {shown.map((notice) => {
        const mark = dismissalMark(notice, today);
        const common = { hides: mark !== null, onHide: () => dismiss(mark) };
        return notice.kind === 'credential-expires' ? (
          <CredentialNotice
            key={noticeKey(notice)}
            notice={notice}
            withoutMail={!data.byMail && notice === firstCredential}
            {...common}
          />
        ) : (
          <AlertNotice key={noticeKey(notice)} notice={notice} {...common} />
        );
      })}
    </section>
  );
}
