import { EmptyState } from '@mailroom/ui';
import { Button } from '@mantine/core';
import { IconMapQuestion } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useTitle } from '../../shell/use-title.ts';

export function NotFoundPage() {
  const { t } = useTranslation();
  useTitle(t('shell:notFoundTitle'));
  return (
    <main>
      <EmptyState
        heading
        icon={IconMapQuestion}
        title={t('shell:notFoundTitle')}
        text={t('shell:notFoundText')}
      >
        <Button component={Link} to="/" variant="default">
          {t('shell:goToMail')}
        </Button>
      </EmptyState>
    </main>
  );
}
