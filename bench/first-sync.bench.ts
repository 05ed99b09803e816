/**
 * First synchronisation of the 6,046 real messages in Debian's Dovecot: Mailroom, mbsync and a bare reader, one after the other in one
 * run. Mailroom is the real server in a process of its own, linked with XOAUTH2; while it synchronises, a person's requests are timed.
 */
import {
  type DebianProvider,
  importRealMail,
  realFolders,
  startDebianProvider,
} from '@mailroom/rig/debian/index';
import { benchPackages, ensureDebianPackages } from '../scripts/debian-packages.ts';
import { bareFetch } from './peers/bare-fetch.ts';
import { figures, round } from './peers/mailbox.ts';
import { mbsync } from './peers/mbsync.ts';
import { firstSync } from './sync/first-sync.ts';
import { startMailroom } from './sync/mailroom.ts';

const ada = { name: 'Ada', userName: 'ada@practice.test', password: 'bench-secret' } as const;

export async function bench(): Promise<object> {
  const problem = ensureDebianPackages() ?? ensureDebianPackages(benchPackages);
  if (problem) throw new Error(problem);
  const provider = await startDebianProvider({ people: [ada], sending: false });
  try {
    const messages = await importRealMail(provider.servers.dovecot, ada.userName);
    const mailbox = {
      port: provider.imap.port,
      user: ada.userName,
      password: ada.password,
      caPem: provider.caPem,
    };
    console.error('bare reader');
    const bare = await bareFetch(mailbox, Object.keys(realFolders));
    console.error('mbsync');
    const isync = await mbsync(mailbox);
    console.error('Mailroom');
    const mailroom = await mailroomFigures(provider, messages);
    return {
      messages,
      mailroom,
      mbsync: isync,
      bareFetch: bare,
      timesMbsync: round(isync.seconds / mailroom.searchable.seconds),
      timesBareFetch: round(bare.seconds / mailroom.searchable.seconds),
    };
  } finally {
    await provider.close();
  }
}

async function mailroomFigures(provider: DebianProvider, messages: number) {
  const mailroom = await startMailroom(provider);
  try {
    const measured = await firstSync(mailroom, messages);
    return {
      firstScreenSeconds: round(measured.firstScreen),
      listed: figures(messages, measured.listed, measured.peakRssMiB),
      searchable: figures(messages, measured.searchable, measured.peakRssMiB),
      basePeakMiB: Math.round(mailroom.basePeakMiB),
      web: {
        requests: measured.web.requests,
        p50Ms: round(measured.web.p50),
        p95Ms: round(measured.web.p95),
        longestMs: round(measured.web.longest),
        longestBlockMs: round(measured.longestBlock),
      },
    };
  } finally {
    await mailroom.close();
  }
}
