import { useMantineColorScheme } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { read } from '../api/read.ts';
import { speak } from '../i18n/start.ts';

/** Language and appearance as the person chose them, on whichever device they sign in; the organisation's language where they have chosen none. */
export function useOwnSettings(): void {
  const { data: me } = useQuery(read('readMe', {}));
  const { setColorScheme } = useMantineColorScheme();
  const { data: face } = useQuery(read('readFace', {}));
  const locale = me && face ? (me.locale ?? face.locale) : undefined;
  const theme = me?.theme;
  useEffect(() => {
    if (locale !== undefined) void speak(locale);
  }, [locale]);
  useEffect(() => {
    if (theme !== undefined) setColorScheme(theme);
  }, [theme, setColorScheme]);
}
