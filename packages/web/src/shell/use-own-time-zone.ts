import { isTimeZone } from '@mailroom/model';
import { useQuery } from '@tanstack/react-query';
import { read } from '../api/read.ts';

/** The time zone that the person chose; undefined for that of the browser, where they chose none or an older browser lacks it. */
export function useOwnTimeZone(): string | undefined {
  const chosen = useQuery(read('readMe', {})).data?.timeZone ?? undefined;
  return chosen !== undefined && isTimeZone(chosen) ? chosen : undefined;
}
