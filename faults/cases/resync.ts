/** What servers say of changes, and where it is wrong, late, twice or missing: cases 12, 15, 16, 18, 21 and 22. */
import type { PracticeFolder } from '@mailroom/rig/mailbox/index';
import { type FaultCase, type Ground, practiceKinds } from './fault-case.ts';

function practiceFolders({ server }: Ground): PracticeFolder[] {
  const folders = server.practice?.mailbox.folders() ?? [];
  return folders.filter(({ path, selectable }) => selectable && !server.leftOut.has(path));
}

export const resyncFaults: readonly FaultCase[] = [
  {
    cases: [12],
    name: 'messages are moved from under an answer',
    async inject({ server: { hands, line } }, random) {
      const folders = await hands.folders();
      const [from = 'INBOX', to = 'INBOX'] = random.sample(folders, 2);
      const messages = await hands.messages(from);
      const passed = line.bytes;
      for (let waited = 0; line.bytes === passed && waited < 20; waited += 1) await nextTurn();
      for (const { uid } of random.sample(messages, 5)) await hands.move(from, uid, to);
      return undefined;
    },
  },
  {
    cases: [15],
    name: 'the highest mod-sequence starts over',
    on: ['dovecot', 'gmail'],
    async inject(ground, random) {
      // Far above what the rest of the schedule changes: a server that starts over and passes its old count again tells nobody.
      const long = practiceFolders(ground).filter(({ highestModseq }) => highestModseq > 40);
      if (long.length > 0) random.pick(long).highestModseq = 2;
      return undefined;
    },
  },
  {
    cases: [15],
    name: 'a folder keeps no mod-sequences',
    on: ['dovecot', 'gmail'],
    async inject(ground, random) {
      const { path } = random.pick(practiceFolders(ground));
      const fault = ground.server.practice?.faults.withholdModseq({ path });
      return () => fault?.lift();
    },
  },
  {
    cases: [15, 21],
    name: 'the server has forgotten what was removed',
    on: ['dovecot'],
    async inject(ground, random) {
      const folder = random.pick(practiceFolders(ground));
      for (const { uid } of random.sample(folder.messages, random.between(1, 6))) folder.expunge(uid);
      folder.forgetRemoved();
      return undefined;
    },
  },
  {
    cases: [16],
    name: 'untagged answers come in the middle of another answer',
    on: practiceKinds,
    async inject(ground, random) {
      const [first] = ground.server.practice?.mailbox.folder('INBOX').messages ?? [];
      const lines = [
        'OK [ALERT] Maintenance tonight',
        'NO Nearly full',
        ...(first ? [`1 FETCH (FLAGS (${[...first.flags].join(' ')}))`] : []),
      ];
      const command = random.pick(['FETCH', 'SEARCH', 'NOOP', 'IDLE', 'STORE']);
      const fault = ground.server.practice?.faults.unsolicited(command, lines, { times: 3 });
      return () => fault?.lift();
    },
  },
  {
    cases: [18],
    name: 'labels are put on and taken off',
    on: ['gmail'],
    async inject(ground, random) {
      const all = practiceFolders(ground).find(({ specialUse }) => specialUse === '\\All');
      await ground.server.hands.createFolder('Customers');
      const labels = ['\\Inbox', '\\Starred', '\\Important', '\\Sent', 'Customers'];
      for (const { uid } of random.sample(all?.messages ?? [], random.between(1, 6))) {
        all?.setLabels(uid, random.sample(labels, random.between(0, 3)));
      }
      return undefined;
    },
  },
  {
    cases: [22],
    name: 'notices in IDLE stop coming',
    on: practiceKinds,
    async inject({ server }) {
      const fault = server.practice?.faults.stall('IDLING');
      return () => fault?.lift();
    },
  },
  {
    cases: [22],
    name: 'notices in IDLE come twice',
    on: practiceKinds,
    async inject({ server }) {
      const exists = server.practice?.mailbox.folder('INBOX').messages.length ?? 0;
      const twice = [`${exists} EXISTS`, `${exists} EXISTS`];
      const fault = server.practice?.faults.unsolicited('IDLE', twice, { times: 4 });
      return () => fault?.lift();
    },
  },
];

function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
