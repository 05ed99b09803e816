import type { Engine } from '@mailroom/engine';
import { egressFor } from '@mailroom/engine/account/index';
import type { Log } from '@mailroom/engine/ports/index';
import type { EgressPolicy } from '@mailroom/engine/provider/egress/index';
import { checkImap, imapQuirks, standardImap } from '@mailroom/engine/provider/imap/index';
import { checkSmtp, smtpCheckTimeouts } from '@mailroom/engine/provider/smtp/index';
import type { Store } from '@mailroom/store';
import { systemClock } from '../start/system-clock.ts';
import type { EngineCommands } from './protocol.ts';

export interface EngineParts {
  engine: Engine;
  store: Pick<Store, 'unlinking' | 'close'>;
  egress: EgressPolicy;
  ca: readonly string[] | undefined;
  log: Log;
}

/** The commands of the protocol, done by the engine. */
export function engineCommands({ engine, store, egress, ca, log }: EngineParts): EngineCommands {
  const tls = ca ? { ca } : {};
  const surroundings = { tls, clock: systemClock, log };
  return {
    startAccount: async (accountId) => engine.accountChanged(accountId),
    removeAccount: async (accountId) => {
      await engine.stopAccount(accountId);
      await store.unlinking.finish(accountId);
    },
    pauseAccount: (accountId) => engine.stopAccount(accountId),
    syncAccount: async (accountId) => engine.syncNow(accountId),
    checkAccount: async (accountId) => engine.checkNow(accountId),
    pushIntents: async (accountId) => engine.wakeIntents(accountId),
    send: async (accountId) => engine.wakeOutbox(accountId),
    openPart: (messageId, part) => engine.openPart(Number(messageId), part ?? 'source'),
    changeFolder: (accountId, change) => engine.changeFolder(accountId, change),
    checkImap: async ({ user, password, ...server }) => {
      await checkImap({ server, user, secret: { password }, quirks: standardImap, egress, ...surroundings });
    },
    checkImapToken: async ({ user, accessToken, provider, ...server }) => {
      const quirks = imapQuirks({ provider }, server.host);
      // The administrator named these hosts, not the person who links.
      const trusted = egressFor(provider, egress);
      await checkImap({ server, user, secret: { accessToken }, quirks, egress: trusted, ...surroundings });
    },
    checkSmtp: ({ user, password, ...server }) =>
      checkSmtp(server, { kind: 'password', user, password }, { policy: egress, ca, ...smtpCheckTimeouts }),
    ping: async () => undefined,
    stop: async () => {
      await engine.stop();
      await store.close();
    },
  };
}
