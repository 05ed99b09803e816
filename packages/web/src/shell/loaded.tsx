import { asFailure } from '@mailroom/model';
import { FailureNotice } from '@mailroom/ui';
import { Skeleton, Stack } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface LoadedProps<Data> {
  query: UseQueryResult<Data>;
  children(data: Data): ReactNode;
  /** What stands there meanwhile, in the size of what will. */
  skeleton?: ReactNode;
}

/** The three states of a read, once for every screen: not yet, refused in words, there. What is there stays while it is read anew. */
export function Loaded<Data>({ query, children, skeleton }: LoadedProps<Data>) {
  const { t } = useTranslation();
  if (query.data !== undefined) return children(query.data);
  if (query.isError) {
    return (
      <FailureNotice
        failure={asFailure(query.error).toWire()}
        steps={{ retry: () => void query.refetch() }}
      />
    );
  }
  return (
    <div role="status" aria-busy="true">
      <span className="mr-sr-only">{t('shell:loading')}</span>
      {skeleton ?? (
        <Stack gap="md" aria-hidden>
          <Skeleton height={72} />
          <Skeleton height={72} />
        </Stack>
      )}
    </div>
  );
}
