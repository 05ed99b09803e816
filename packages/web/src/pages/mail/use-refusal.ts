/** Why something cannot be done with a conversation that others let the reader see: said where it would be done, instead of asking the server in vain. */
import { type AccessLevel, type Account, type ConversationSummary, reaches } from '@mailroom/model';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { read } from '../../api/read.ts';

/** What acting on mail takes: `send` to mark, file and answer it, `manage` to delete it for ever. */
export const refusedLevels = ['send', 'manage'] as const;
export type ActingLevel = (typeof refusedLevels)[number];

/** The reader's level of an account. A single conversation that was shared is of one they do not know, and is read. */
export function levelOf(accounts: readonly Account[], accountId: string): AccessLevel {
  return accounts.find(({ id }) => id === accountId)?.level ?? 'read';
}

/** Tells the reader's level of an account; null until the accounts are known. */
export function useLevels(): ((accountId: string) => AccessLevel) | null {
  const accounts = useQuery(read('listAccounts', {})).data?.accounts;
  return useMemo(() => (accounts ? (id) => levelOf(accounts, id) : null), [accounts]);
}

type Refusal = (
  conversations: readonly Pick<ConversationSummary, 'accountId'>[],
  wanted: ActingLevel,
) => string | null;

/** The reason why not, or null where nothing stands against it. */
export function useRefusal(): Refusal {
  const { t } = useTranslation();
  const levels = useLevels();
  return useCallback(
    (conversations, wanted) => {
      const refused = conversations.some(
        ({ accountId }) => levels !== null && !reaches(levels(accountId), wanted),
      );
      return refused ? t(`sharing:cannot.${wanted}`) : null;
    },
    [levels, t],
  );
}
