/**
 * The commands that move and remove messages and folders. None of them removes more than the UIDs it is given: where a server cannot
 * be asked so precisely, it is not asked.
 */
import { Failure } from '@mailroom/model';
import type { CopyResponseObject } from 'imapflow';
import type { ImapConnection } from './connection.ts';
import { uidSets } from './uid-set.ts';

/** COPYUID (RFC 4315 3): which UID each copy got. UIDs that the server did not name are missing. */
export interface CopyResult {
  /** Of the target; null where the server said nothing of its copies. */
  uidValidity: number | null;
  uids: Map<number, number>;
}

export class FilingCommands {
  readonly #connection: ImapConnection;

  constructor(connection: ImapConnection) {
    this.#connection = connection;
  }

  /** UID COPY from the selected folder. Messages that are gone are passed over (RFC 9051 6.4.9). @throws Failure */
  async copy(uids: readonly number[], targetPath: string): Promise<CopyResult> {
    const { client } = this.#connection;
    return await this.#each(uids, targetPath, (set) => client.messageCopy(set, targetPath, { uid: true }));
  }

  /** UID MOVE (RFC 6851) from the selected folder; for a server that offers MOVE only. @throws Failure */
  async move(uids: readonly number[], targetPath: string): Promise<CopyResult> {
    const { client } = this.#connection;
    return await this.#each(uids, targetPath, (set) => client.messageMove(set, targetPath, { uid: true }));
  }

  /** `\Deleted` on these UIDs of the selected folder. */
  async markDeleted(uids: readonly number[]): Promise<void> {
    const { client } = this.#connection;
    for (const { text } of uidSets(ascending(uids))) {
      const options = { uid: true, silent: true };
      const stored = await this.#connection.run(() => client.messageFlagsAdd(text, ['\\Deleted'], options));
      if (!stored) throw this.#connection.refusal();
    }
  }

  /**
   * UID EXPUNGE (RFC 4315 2.1) of messages that `markDeleted` has marked; for a server that offers UIDPLUS only. imapflow's own command
   * would fall back to EXPUNGE, which takes what other programs have marked as well.
   */
  async expunge(uids: readonly number[]): Promise<void> {
    for (const { text } of uidSets(ascending(uids))) {
      // Nothing in the answer is for us: imapflow hears of the messages that went.
      await this.#connection.exchange(`UID EXPUNGE ${text}`, () => false);
    }
  }

  /** CREATE and SUBSCRIBE. @throws Failure `folder-exists` */
  async createFolder(path: string): Promise<void> {
    const { created } = await this.#connection.run(() => this.#connection.client.mailboxCreate(path), path);
    if (!created) {
      throw new Failure({
        origin: 'person',
        kind: 'folder-exists',
        code: 'ALREADYEXISTS',
        detail: { host: this.#connection.host, folder: path },
      });
    }
  }

  /** RENAME, with all that lies below (RFC 9051 6.3.6). The folder must not be selected. */
  async renameFolder(from: string, to: string): Promise<void> {
    await this.#connection.run(() => this.#connection.client.mailboxRename(from, to), from);
  }

  /** DELETE (RFC 9051 6.3.5). The folder must not be selected. */
  async deleteFolder(path: string): Promise<void> {
    await this.#connection.run(() => this.#connection.client.mailboxDelete(path), path);
  }

  async #each(
    uids: readonly number[],
    targetPath: string,
    command: (set: string) => Promise<CopyResponseObject | false>,
  ): Promise<CopyResult> {
    const result: CopyResult = { uidValidity: null, uids: new Map() };
    for (const { text } of uidSets(ascending(uids))) {
      const answer = await this.#connection.run(() => command(text), targetPath);
      if (!answer) throw this.#connection.refusal(targetPath);
      if (answer.uidValidity === undefined || answer.uidMap === undefined) continue;
      result.uidValidity = Number(answer.uidValidity);
      for (const [uid, copy] of answer.uidMap) result.uids.set(uid, copy);
    }
    return result;
  }
}

function ascending(uids: readonly number[]): number[] {
  return [...uids].sort((a, b) => a - b);
}
