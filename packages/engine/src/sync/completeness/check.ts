/**
 * A completeness check of one account, a step at a time, so that what people ask for and new mail go between any two of them.
 *
 * ```
 * entries of folders ─▶ folder list ─▶ each folder with the provider's ─▶ what follows from the messages ─▶ (texts, by the pull)
 * ```
 * The store's entries come first, since one that leads nowhere would pass for a message; what follows from messages comes last, since
 * fetching what was missing changes it. On one session with the pull and the push, a step at a time, nobody's half-done work is judged.
 */
import type { CheckedFolder, CheckOutcome, CheckProgress, Mended } from '@mailroom/model';
import type { CompletenessPort } from '../../ports/completeness.ts';
import type { FolderRecord } from '../../ports/mail.ts';
import { isFoldersOwn, type PullContext, pullFolderList } from '../pull/index.ts';
import { checkFolder } from './check-folder.ts';
import { together } from './mended.ts';

type Step = () => Promise<void>;

export class CompletenessCheck {
  readonly #context: PullContext;
  readonly #port: CompletenessPort;
  readonly #folders: CheckedFolder[] = [];
  #mended: Mended = {};
  #steps: Step[];

  /** @param context of the account's session, on which nothing else may run during a step */
  constructor(context: PullContext, port: CompletenessPort) {
    this.#context = context;
    this.#port = port;
    this.#steps = [() => this.#entries(), () => this.#list()];
  }

  /**
   * Does one step. It is safe to repeat from the beginning whatever it was cut off by.
   * @returns false when all is done
   * @throws what ends the session
   */
  async next(): Promise<boolean> {
    const step = this.#steps.shift();
    await step?.();
    return this.#steps.length > 0;
  }

  get outcome(): CheckOutcome {
    return { mended: this.#mended, folders: this.#folders, failure: null };
  }

  async #entries(): Promise<void> {
    await this.#tell({ stage: 'entries', done: 0, total: 0 });
    this.#count(await this.#port.mendPlaces(this.#context.accountId));
  }

  async #list(): Promise<void> {
    const folders = await pullFolderList(this.#context);
    this.#steps = [
      ...folders.map((folder, at) => () => this.#folder(folder, at, folders.length)),
      () => this.#store(folders.length),
    ];
  }

  async #folder({ id }: FolderRecord, done: number, total: number): Promise<void> {
    await this.#tell({ stage: 'provider', done, total });
    const { mail, accountId, session } = this.#context;
    // As it is now: the pull may have gone on since the list was made.
    const folder = (await mail.listFolders(accountId)).find((each) => each.id === id);
    if (!folder) return;
    try {
      const found = await checkFolder(this.#context, folder);
      this.#folders.push(found.folder);
      this.#count(found.mended);
    } catch (error) {
      if (session.ended || !isFoldersOwn(error)) throw error;
      const counts = { listed: folder.serverMessages ?? 0, beforeStart: 0, unanswered: 0 };
      this.#folders.push({ folderId: String(id), ...counts, failure: error.kind });
    }
  }

  async #store(folders: number): Promise<void> {
    await this.#tell({ stage: 'messages', done: folders, total: folders });
    this.#count(await this.#port.mendStore(this.#context.accountId));
  }

  #count(mended: Mended): void {
    this.#mended = together(this.#mended, mended);
  }

  async #tell(progress: CheckProgress): Promise<void> {
    await this.#port.saveProgress(this.#context.accountId, progress);
  }
}
