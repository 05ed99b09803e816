import { Failure, failureKind, type NextStep } from '@mailroom/model';
import { FailureNotice } from '@mailroom/ui';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { read } from '../../api/read.ts';
import classes from './link-failure.module.css';
import { linkStep } from './link-failure-step.ts';

/** The sign-in page led back here with the reason why nothing was linked: what it means, and who does what next. */
export function LinkFailure() {
  const { t } = useTranslation();
  const { failure, code, mailbox, delegate } = useSearch({ from: '/signed-in/accounts' });
  const isAdministrator = useQuery(read('readMe', {})).data?.role === 'administrator';
  if (!failure) return null;
  const known = failureKind.safeParse(failure);
  const kind = known.success ? known.data : 'unexpected';
  const step = linkStep(kind);
  const asks = step === 'organisation' || (step === 'provider-app' && !isAdministrator);
  const next: NextStep = asks ? { do: 'ask-administrator' } : { do: 'choose' };
  const told = new Failure({ origin: 'provider', kind, code: code ?? null, next });
  return (
    <div className={classes.failure}>
      <FailureNotice failure={told.toWire()} title={t('accounts:linkFailed')}>
        {mailbox && delegate && (
          <p className={classes.whose}>{t('accounts:sharedRefused', { mailbox, delegate })}</p>
        )}
        <div className={classes.steps}>
          {step === 'provider-app' && isAdministrator && (
            <Button size="xs" variant="default" component={Link} to="/settings/provider-apps">
              {t('accounts:mendProviderApp')}
            </Button>
          )}
          {step !== 'none' && (
            <Button size="xs" variant="default" component={Link} to="/accounts/link">
              {t('failure:retry')}
            </Button>
          )}
          <Button size="xs" variant="subtle" component={Link} to="/accounts" replace>
            {t('shell:close')}
          </Button>
        </div>
      </FailureNotice>
    </div>
  );
}
