import type { CallAnswer } from '@mailroom/client';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { read } from '../../api/read.ts';

type Colleagues = CallAnswer<'listColleagues'>;

const nobody: Colleagues = { people: [], groups: [] };

interface KnownColleagues extends Colleagues {
  /** Somebody who was deactivated is on no list of colleagues, and is told as such. */
  nameOf(personId: string): string;
}

export function useColleagues(): KnownColleagues {
  const { t } = useTranslation();
  const known = useQuery(read('listColleagues', {})).data ?? nobody;
  return {
    ...known,
    nameOf: (personId) => known.people.find(({ id }) => id === personId)?.name ?? t('sharing:someone'),
  };
}
