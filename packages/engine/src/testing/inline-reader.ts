import type { BodyReader } from '../sync/pull/index.ts';
import { indexedWords } from '../words/index.ts';

/** Reads bodies in the test's own thread: bytes as UTF-8, transfer encodings left as they are. */
export const inlineReader: BodyReader = {
  warm: () => undefined,
  reserve: async () => () => undefined,
  readBodies: async (jobs) =>
    jobs.map((job) => {
      const bytes = job.kind === 'source' ? [job.source] : job.parts.map((part) => part.bytes);
      const text = bytes.map((each) => Buffer.from(each).toString('utf8')).join('');
      const words = indexedWords(job.header, text);
      return {
        messageId: job.messageId,
        state: 'stored',
        text,
        html: null,
        snippet: text.slice(0, 200),
        words,
      };
    }),
};
