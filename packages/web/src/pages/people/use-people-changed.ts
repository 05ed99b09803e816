import { useQueryClient } from '@tanstack/react-query';
import { read } from '../../api/read.ts';

/** Reads again what a change of people, groups or invitations makes old. */
export function usePeopleChanged(): () => Promise<void> {
  const cache = useQueryClient();
  return async () => {
    const names = ['listPeople', 'listInvitations', 'listGroups', 'listColleagues', 'readMe'] as const;
    await Promise.all(names.map((name) => cache.invalidateQueries({ queryKey: read(name, {}).queryKey })));
  };
}
