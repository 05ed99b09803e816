import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../api/call.ts';
import { read } from '../../api/read.ts';
import { notifyFailure } from '../../shell/notify-failure.ts';

/** Reads again what a glass that was broken, ended or noted makes old. */
export function useGlassChanged(): () => Promise<void> {
  const cache = useQueryClient();
  return async () => {
    await Promise.all(
      (['listBrokenGlass', 'listAccounts', 'listFolders'] as const).map((name) =>
        cache.invalidateQueries({ queryKey: [name] }),
      ),
    );
  };
}

export function useEndGlass(id: string) {
  const changed = useGlassChanged();
  return useMutation({
    mutationFn: () => call('endBrokenGlass', { params: { id } }),
    onSuccess: changed,
    onError: notifyFailure,
  });
}

/** Its owner takes note. */
export function useNoteGlass(id: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () => call('noteBrokenGlass', { params: { id } }),
    onSuccess: () => cache.invalidateQueries({ queryKey: read('listBrokenGlass', {}).queryKey }),
    onError: notifyFailure,
  });
}
