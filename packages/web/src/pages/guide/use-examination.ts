import type { DoctorReport, ProviderApp } from '@mailroom/model';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { call } from '../../api/call.ts';
import { read } from '../../api/read.ts';
import { useOwnMailboxes } from '../doctor/use-own-mailboxes.ts';

/** A mailbox that was linked since the last examination has not been rehearsed with. */
const rehearsed = (report: DoctorReport): boolean =>
  report.checks.some(({ skipped, id }) => id.startsWith('rehearsal-') && skipped === null);

/** What an examination speaks of: once any of it is another, its results are of the past. */
const subjectOf = ({ cloudId, tenant, clientId, credentials }: ProviderApp): string =>
  [cloudId, tenant, clientId, ...credentials.map(({ id }) => id)].join(' ');

export interface Examination {
  report: DoctorReport | null;
  /** False until the last report was read. */
  known: boolean;
  examine(): void;
  examining: boolean;
  failure: unknown;
}

/**
 * The doctor beside the guide. It examines by itself when nobody did yet, whenever something was entered or taken away, on
 * whichever card, and when a mailbox of one's own has just been linked.
 */
export function useExamination(app: ProviderApp): Examination {
  const cache = useQueryClient();
  const reading = read('readDoctor', { params: { id: app.id } });
  const last = useQuery(reading);
  const mailboxes = useOwnMailboxes(app);
  const accountId = mailboxes[0]?.id ?? null;
  const started = useRef(0);
  const run = useMutation({
    mutationFn: (_: number) => call('runDoctor', { params: { id: app.id }, body: { accountId } }),
    onSuccess: async (report, number) => {
      // One that was begun before the last change may come back after the one that was begun for it.
      if (number !== started.current) return;
      await cache.cancelQueries({ queryKey: reading.queryKey });
      cache.setQueryData(reading.queryKey, { report });
      await cache.invalidateQueries({ queryKey: ['listProviderApps'] });
    },
  });
  const { mutate } = run;
  const examine = (): void => {
    started.current += 1;
    mutate(started.current);
  };
  const report = last.data?.report ?? null;
  const known = last.data !== undefined;
  const due = known && (report === null || (accountId !== null && !rehearsed(report)));
  const subject = subjectOf(app);
  const seen = useRef(subject);
  // Once for each mailbox: a rehearsal that the server leaves out must not be asked for again and again.
  const asked = useRef<string | null>(null);
  useEffect(() => {
    const occasion = accountId ?? 'without';
    const changed = seen.current !== subject;
    if (!changed && (!due || asked.current === occasion)) return;
    seen.current = subject;
    asked.current = occasion;
    started.current += 1;
    mutate(started.current);
  }, [due, accountId, subject, mutate]);
  return { report, known, examine, examining: run.isPending, failure: run.error };
}
