import type { CheckRecord, CompletenessPort } from '@mailroom/engine/ports/index';
import type { CheckOutcome, CheckProgress, Mended } from '@mailroom/model';
import type { StoreContext } from '../database/context.ts';
import { rowNumber } from '../database/row-id.ts';
import { beginCheck, endCheck, readCheck, saveCheckProgress } from './check-record.ts';
import { mendConversations } from './mend-conversations.ts';
import { mendCounts } from './mend-counts.ts';
import { mendMessages } from './mend-messages.ts';
import { mendPlaces } from './mend-places.ts';
import { mendTexts } from './mend-texts.ts';
import { mendWords } from './mend-words.ts';

export class StoredCompleteness implements CompletenessPort {
  readonly #context: StoreContext;

  constructor(context: StoreContext) {
    this.#context = context;
  }

  async read(accountId: string): Promise<CheckRecord> {
    return readCheck(this.#context, rowNumber(accountId) ?? 0);
  }

  async begin(accountId: string): Promise<number> {
    return beginCheck(this.#context, rowNumber(accountId) ?? 0);
  }

  async saveProgress(accountId: string, progress: CheckProgress): Promise<void> {
    await saveCheckProgress(this.#context, rowNumber(accountId) ?? 0, progress);
  }

  async end(accountId: string, outcome: CheckOutcome): Promise<void> {
    await endCheck(this.#context, rowNumber(accountId) ?? 0, outcome);
  }

  async mendPlaces(accountId: string): Promise<Mended> {
    return some({ places: await mendPlaces(this.#context, rowNumber(accountId) ?? 0) });
  }

  /** Each tells what the next ones follow from: who is shown decides counts and conversations. */
  async mendStore(accountId: string): Promise<Mended> {
    const number = rowNumber(accountId) ?? 0;
    return some({
      messages: await mendMessages(this.#context, number),
      texts: await mendTexts(this.#context, number),
      words: await mendWords(this.#context, number),
      'folder-counts': await mendCounts(this.#context, number),
      conversations: await mendConversations(this.#context, number),
    });
  }
}

/** What was mended; what was as it should be is left out. */
function some(counts: Mended): Mended {
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
}
