import type { DoctorReport, ProviderApp } from '@mailroom/model';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { call } from '../../api/call.ts';
import { read } from '../../api/read.ts';
import { useOwnMailboxes } from '../doctor/use-own-mailboxes.ts';

/** A mailbox that was linked since the last examination has not been rehearsed with. */
const rehearsed = (report: DoctorReport): boolean =>
  report.checks.some(({ skipped, id }) => id.startsWith('rehearsal-') && skipped === null);

export interface Examination {
  report: DoctorReport | null;
  /** False until the last report was read. */
  known: boolean;
  examine(): void;
  examining: boolean;
  failure: unknown;
}

/**
 * The doctor beside the guide: examines by itself when nobody did yet and when one's own mailbox has just been linked, and again
 * whenever a card says that something was entered.
 */
export function useExamination(app: ProviderApp): Examination {
  const cache = useQueryClient();
  const reading = read('readDoctor', { params: { id: app.id } });
  const last = useQuery(reading);
  const mailboxes = useOwnMailboxes(app);
  const accountId = mailboxes[0]?.id ?? null;
  const run = useMutation({
    mutationFn: () => call('runDoctor', { params: { id: app.id }, body: { accountId } }),
    onSuccess: async (report) => {
      cache.setQueryData(reading.queryKey, { report });
      await cache.invalidateQueries({ queryKey: ['listProviderApps'] });
    },
  });
  const report = last.data?.report ?? null;
  const known = last.data !== undefined;
  const due = known && (report === null || (accountId !== null && !rehearsed(report)));
  // Once for each mailbox: a rehearsal that the server leaves out must not be asked for again and again.
  const asked = useRef<string | null>(null);
  const { mutate } = run;
  useEffect(() => {
    const occasion = accountId ?? 'without';
    if (!due || asked.current === occasion) return;
    asked.current = occasion;
    mutate();
  }, [due, accountId, mutate]);
  return { report, known, examine: () => mutate(), examining: run.isPending, failure: run.error };
}
