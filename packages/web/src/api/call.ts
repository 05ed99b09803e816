import { type Call, createCall } from '@mailroom/client';

/** The page's own server. Answers are checked against the contract while developing; the built app trusts its server. */
export const call: Call = createCall({ validate: import.meta.env.DEV });
