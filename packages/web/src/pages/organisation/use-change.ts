import type { Organisation, OrganisationChange } from '@mailroom/model';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { read } from '../../api/read.ts';

/** Takes what the server answers as what is so, and says that it was saved. */
export function useSaved(): (organisation: Organisation) => void {
  const { t } = useTranslation();
  const cache = useQueryClient();
  return (organisation) => {
    cache.setQueryData(read('readOrganisation', {}).queryKey, organisation);
    void cache.invalidateQueries({ queryKey: ['listLinkOptions'] });
    void cache.invalidateQueries({ queryKey: ['readFace'] });
    notifications.show({
      message: t('organisation:saved'),
      closeButtonProps: { 'aria-label': t('shell:close') },
    });
  };
}

export function useChange() {
  const saved = useSaved();
  return useMutation({
    mutationFn: (body: OrganisationChange) => call('changeOrganisation', { body }),
    onSuccess: saved,
  });
}
