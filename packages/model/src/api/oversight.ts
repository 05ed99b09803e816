import { z } from 'zod';
import { accountProvider, accountState } from '../account.ts';
import {
  accountNeed,
  overseenAccount,
  oversightAction,
  oversightOrder,
  oversightOutcome,
  vitals,
} from '../oversight.ts';
import { contract } from './route.ts';

export const oversightRoutes = contract({
  listOverseenAccounts: {
    method: 'GET',
    path: '/api/v1/admin/accounts',
    summary: 'Everybody’s accounts with their states and counts, and nothing of their mail',
    tag: 'oversight',
    access: 'administrator',
    query: z.object({
      need: accountNeed.optional(),
      state: accountState.optional(),
      provider: accountProvider.optional(),
      /** Not working for an hour. */
      unwell: z.stringbool().optional(),
      /** Occur in the address, the owner’s name or the owner’s address. */
      words: z.string().trim().max(200).optional(),
      order: oversightOrder.default('need'),
      descending: z.stringbool().default(false),
      /** Opaque, from the previous page's `next`. */
      after: z.string().max(20).optional(),
      limit: z.coerce.number().int().min(1).max(500).default(100),
    }),
    response: z.object({
      accounts: z.array(overseenAccount),
      next: z.string().nullable(),
      /** Accounts that fit, on all pages. */
      total: z.int(),
    }),
  },
  actOnAccounts: {
    method: 'POST',
    path: '/api/v1/admin/accounts/actions',
    summary: 'Synchronise, pause or resume several accounts, or ask their owners to see to them',
    tag: 'oversight',
    access: 'administrator',
    body: z.object({ action: oversightAction, accountIds: z.array(z.string().max(40)).min(1).max(500) }),
    response: z.object({
      outcomes: z.array(z.object({ accountId: z.string(), outcome: oversightOutcome })),
      /** Whether owners who were asked are also written to: the setting MAILROOM_SMTP_URL names a server. */
      byMail: z.boolean(),
    }),
  },
  readVitals: {
    method: 'GET',
    path: '/api/v1/admin/vitals',
    summary: 'How the installation is: what probes and metrics tell as well',
    tag: 'oversight',
    access: 'administrator',
    response: vitals,
  },
});
