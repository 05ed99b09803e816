import { Failure, failureKind } from '@mailroom/model';
import { FailureNotice } from '@mailroom/ui';
import { Button, Group } from '@mantine/core';
import { Link, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

/** The provider's page led back here with the reason why nothing was connected. */
export function ReturnedFailure() {
  const { t } = useTranslation();
  const { failure } = useSearch({ from: '/signed-in/settings/security' });
  if (!failure) return null;
  const kind = failureKind.safeParse(failure).data ?? 'unexpected';
  const told = new Failure({ origin: 'provider', kind, next: { do: 'choose' } });
  return (
    <FailureNotice failure={told.toWire()} title={t('security:connectFailed')}>
      <Group mt="sm">
        <Button size="xs" variant="default" component={Link} to="/settings/security" replace>
          {t('shell:close')}
        </Button>
      </Group>
    </FailureNotice>
  );
}
