import { EmptyState } from '@mailroom/ui';
import { IconChecks, IconMailOpened } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

/** The pane while nothing is open. @param chosen how many conversations are chosen in the list */
export function NoConversation({ chosen }: { chosen: number }) {
  const { t } = useTranslation();
  if (chosen > 0) {
    return (
      <EmptyState
        icon={IconChecks}
        title={t('selection:count', { count: chosen })}
        text={t('selection:hint')}
      />
    );
  }
  return (
    <EmptyState icon={IconMailOpened} title={t('reader:noneOpenTitle')} text={t('reader:noneOpenText')} />
  );
}
