import type { ProviderApp } from '@mailroom/model';
import { explainText } from '@mailroom/model/doctor/explain-text';
import { Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { read } from '../../api/read.ts';
import { FindingView } from './finding-view.tsx';
import classes from './page-told.module.css';
import { Panel } from './panel.tsx';

/** Explains what only the person who signed in was shown: some refusals end on the provider's page and never come back to us. */
export function PageTold({ app }: { app: ProviderApp }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const clouds = useQuery(read('listClouds', {})).data?.clouds ?? [];
  const { clientId, tenant, redirectUri, cloudId } = app;
  const authority = clouds.find(({ id }) => id === cloudId)?.authority ?? '';
  const registered = { authority, tenant: tenant ?? '', clientId: clientId ?? '', redirectUri };
  const explained = text.trim() === '' ? null : explainText(text, registered);
  const named = explained !== null && (explained.finding !== null || explained.code !== null);
  return (
    <Panel title={t('doctor:page.title')} text={t('doctor:page.text')}>
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
        {explained !== null && !named && <p className={classes.unknown}>{t('doctor:page.unknown')}</p>}
        {explained !== null && named && <FindingView result={explained} />}
      </div>
    </Panel>
  );
}
