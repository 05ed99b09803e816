import type { Consent, FailureWire, ProviderApp } from '@mailroom/model';
import { entryOfFailure } from '@mailroom/model/catalogue/index';
import { useFinding, useLocale } from '@mailroom/ui';
import { Button, TextInput } from '@mantine/core';
import { IconCircleCheck, IconCircleX, IconExternalLink } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { FormFailure } from '../../form/form-failure.tsx';
import card from '../../shell/card.module.css';
import { CopyBlock } from '../doctor/copy-block.tsx';
import { AppFailure } from './app-failure.tsx';
import classes from './consent-section.module.css';
import { Section } from './section.tsx';

/** The link with which a directory's administrator allows the app for everybody there, and what came back from such links. */
export function ConsentSection({ app }: { app: ProviderApp }) {
  const { t } = useTranslation();
  return (
    <Section id="consent" title={t('providerApps:consentTitle')} text={t('providerApps:consentText')}>
      {app.consents.length > 0 && (
        <ul className={card.cards}>
          {app.consents.map((consent) => (
            <ConsentCard key={`${consent.tenant} ${consent.at}`} consent={consent} />
          ))}
        </ul>
      )}
      {app.clientId === null ? (
        <p className={card.line}>{t('report:skipped.client-id-not-entered')}</p>
      ) : (
        <ConsentLink app={app} />
      )}
    </Section>
  );
}

function ConsentCard({ consent: { tenant, at, failure } }: { consent: Consent }) {
  const { t } = useTranslation();
  const { fullDate } = useLocale();
  const Icon = failure ? IconCircleX : IconCircleCheck;
  return (
    <li className={card.card}>
      <div>
        <h3 className={`${card.title} ${card.state}`} data-tone={failure ? 'bad' : 'good'}>
          <Icon size={18} className={classes.icon} data-tone={failure ? 'bad' : 'good'} aria-hidden />
          {failure ? t('providerApps:consentRefused') : t('providerApps:consentGranted')}
        </h3>
        <p className={card.line}>{fullDate(at)}</p>
        {tenant !== null && <p className={`${card.line} ${card.mono}`}>{tenant}</p>}
      </div>
      {failure && <Refusal failure={failure} />}
    </li>
  );
}

/** What came back from the link, in the catalogue's words where it has some: those of failures are said to who links a mailbox. */
function Refusal({ failure }: { failure: FailureWire }) {
  const entry = entryOfFailure(failure);
  const finding = useFinding()({ finding: entry?.id ?? null, detail: failure.detail });
  if (finding === null) return <AppFailure failure={failure} />;
  const said = [failure.quote, failure.code].filter((words) => words !== null).join(' ');
  return (
    <>
      <p className={card.line}>{finding.what}</p>
      {said !== '' && <CopyBlock text={said} />}
    </>
  );
}

function ConsentLink({ app }: { app: ProviderApp }) {
  const { t } = useTranslation();
  const { fullDate } = useLocale();
  const [tenant, setTenant] = useState('');
  const begin = useMutation({
    mutationFn: () =>
      call('beginConsent', { params: { id: app.id }, body: { tenant: tenant.trim() || null } }),
  });
  return (
    <>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          begin.mutate();
        }}
      >
        <TextInput
          className={classes.field}
          label={t('providerApps:consentTenant')}
          description={t('providerApps:consentTenantHint')}
          placeholder="contoso.onmicrosoft.com"
          spellCheck={false}
          value={tenant}
          onChange={(event) => {
            setTenant(event.currentTarget.value);
            begin.reset();
          }}
        />
        <Button type="submit" variant="default" loading={begin.isPending}>
          {t('providerApps:consentMake')}
        </Button>
      </form>
      <FormFailure thrown={begin.error} />
      {begin.data && (
        <div className={classes.link} role="status">
          <CopyBlock text={begin.data.url} />
          <p className={card.line}>
            {t('providerApps:consentLinkHint', { date: fullDate(begin.data.expiresAt) })}
          </p>
          <Button
            component="a"
            href={begin.data.url}
            target="_blank"
            rel="noreferrer"
            size="xs"
            variant="light"
            className={classes.open}
            rightSection={<IconExternalLink size={14} aria-hidden />}
          >
            {t('providerApps:consentOpen')}
          </Button>
        </div>
      )}
    </>
  );
}
