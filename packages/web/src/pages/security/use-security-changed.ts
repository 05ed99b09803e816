import { useQueryClient } from '@tanstack/react-query';
import { read } from '../../api/read.ts';

/** Reads again what a change of how one signs in makes old. */
export function useSecurityChanged(): () => Promise<void> {
  const cache = useQueryClient();
  return async () => {
    const names = ['readSecurity', 'listSessions'] as const;
    await Promise.all(names.map((name) => cache.invalidateQueries({ queryKey: read(name, {}).queryKey })));
  };
}
