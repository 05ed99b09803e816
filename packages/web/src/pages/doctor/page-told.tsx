import type { ProviderApp } from '@mailroom/model';
import { explainText } from '@mailroom/model/doctor/explain-text';
import { Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { read } from '../../api/read.ts';
import { FindingView } from './finding-view.tsx';
import classes from './page-told.module.css';

/** Explains what only the person who signed in was shown: some refusals end on the provider's page and never come back to us. */
export function PageTold({ app }: { app: ProviderApp }) {
  const { t } = useTranslation();
  const heading = useId();
  const [text, setText] = useState('');
  const clouds = useQuery(read('listClouds', {})).data?.clouds ?? [];
  const { clientId, tenant, redirectUri, cloudId } = app;
  const authority = clouds.find(({ id }) => id === cloudId)?.authority ?? '';
  const registered = { authority, tenant: tenant ?? '', clientId: clientId ?? '', redirectUri };
  const explained = text.trim() === '' ? null : explainText(text, registered);
  const named = explained !== null && (explained.finding !== null || explained.code !== null);
  return (
    <section className={classes.panel} aria-labelledby={heading}>
      <h2 id={heading} className={classes.title}>
        {t('doctor:page.title')}
      </h2>
      <p className={classes.text}>{t('doctor:page.text')}</p>
      <Textarea
        label={t('doctor:page.label')}
        value={text}
        autosize
        minRows={2}
        maxRows={8}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div role="status" className={classes.told}>
        {explained !== null && !named && <p className={classes.text}>{t('doctor:page.unknown')}</p>}
        {explained !== null && named && <FindingView result={explained} />}
      </div>
    </section>
  );
}
