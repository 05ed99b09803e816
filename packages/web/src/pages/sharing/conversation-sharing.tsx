import { type ConversationShareInput, reaches, type Viewer } from '@mailroom/model';
import { useLocale } from '@mailroom/ui';
import { Button, Checkbox, Group, Modal, Select, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { read } from '../../api/read.ts';
import { FormFailure } from '../../form/form-failure.tsx';
import { useAnnounce } from '../../shell/announcer.tsx';
import { Loaded } from '../../shell/loaded.tsx';
import { notifyFailure } from '../../shell/notify-failure.ts';
import { useColleagues } from './use-colleagues.ts';
import { ViewerList } from './viewer-list.tsx';

interface ConversationSharingProps {
  conversationId: string;
  /** Whether the reader may share it, and end what was shared. */
  manages: boolean;
  onClose(): void;
}

/** Who can see a conversation and why; for whoever manages its mailbox, with whom to share it, and whose share to end. */
export function ConversationSharing({ conversationId, manages, onClose }: ConversationSharingProps) {
  const { t } = useTranslation();
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('sharing:conversationTitle')}
      closeButtonProps={{ 'aria-label': t('shell:close') }}
    >
      <Sharing conversationId={conversationId} manages={manages} />
    </Modal>
  );
}

function Sharing({ conversationId, manages }: Pick<ConversationSharingProps, 'conversationId' | 'manages'>) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const changed = useConversationSharingChanged(conversationId);
  const viewers = useQuery(read('listConversationViewers', { params: { id: conversationId } }));
  const end = useMutation({
    mutationFn: ({ shareId }: { shareId: string; name: string }) =>
      call('endConversationShare', { params: { id: conversationId, shareId } }),
    onSuccess: async (_, { name }) => {
      announce(t('sharing:ended', { name }));
      await changed();
    },
    onError: notifyFailure,
  });
  return (
    <Loaded query={viewers}>
      {({ viewers: people }) => (
        <Stack gap="md">
          <ViewerList
            viewers={people}
            withdrawing={end.isPending ? end.variables.shareId : null}
            {...(manages && { onWithdraw: (shareId, name) => end.mutate({ shareId, name }) })}
          />
          {manages && <ShareForm conversationId={conversationId} viewers={people} onShared={changed} />}
        </Stack>
      )}
    </Loaded>
  );
}

interface ShareFormProps {
  conversationId: string;
  viewers: readonly Viewer[];
  onShared(): Promise<void>;
}

function ShareForm({ conversationId, viewers, onShared }: ShareFormProps) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const { people, nameOf } = useColleagues();
  const [personId, setPersonId] = useState<string | null>(null);
  const [future, setFuture] = useState(false);
  const share = useMutation({
    mutationFn: (body: ConversationShareInput) =>
      call('shareConversation', { params: { id: conversationId }, body }),
    onSuccess: async (_, { personId: id }) => {
      setPersonId(null);
      announce(t('sharing:shared', { name: nameOf(id) }));
      await onShared();
    },
  });
  // Whoever reads the mailbox sees the conversation already, and so does whom it was shared with.
  const sees = new Set(
    viewers
      .filter(
        ({ level, reasons }) =>
          (level !== null && reaches(level, 'read')) || reasons.some(({ kind }) => kind === 'conversation'),
      )
      .map((viewer) => viewer.personId),
  );
  const others = people.filter(({ id }) => !sees.has(id));
  if (others.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t('sharing:everybodyReads')}
      </Text>
    );
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (personId !== null) share.mutate({ personId, future });
      }}
    >
      <Stack gap="md">
        <Select
          label={t('sharing:shareConversation')}
          description={t('sharing:conversationText')}
          placeholder={t('sharing:colleague')}
          searchable
          value={personId}
          onChange={setPersonId}
          data={others.map(({ id, name, email }) => ({ value: id, label: `${name} (${email})` }))}
        />
        <Checkbox
          label={t('sharing:future')}
          description={t('sharing:futureText')}
          checked={future}
          onChange={(event) => setFuture(event.currentTarget.checked)}
        />
        {personId !== null && <Preview conversationId={conversationId} body={{ personId, future }} />}
        <FormFailure thrown={share.error} />
        <Group justify="flex-end">
          <Button type="submit" disabled={personId === null} loading={share.isPending}>
            {t('sharing:share')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Preview({ conversationId, body }: { conversationId: string; body: ConversationShareInput }) {
  const { t } = useTranslation();
  const { list } = useLocale();
  const { nameOf } = useColleagues();
  const preview = useQuery({
    queryKey: ['previewConversationShare', conversationId, body],
    queryFn: () => call('previewConversationShare', { params: { id: conversationId }, body }),
    gcTime: 0,
  }).data;
  if (!preview) return null;
  const names = list(preview.gains.map(({ personId }) => nameOf(personId)));
  const messages = t('sharing:previewMessages', { count: preview.messages });
  return (
    <Text size="sm" role="status">
      {t('sharing:previewGains', { names })} {messages}
    </Text>
  );
}

function useConversationSharingChanged(id: string): () => Promise<void> {
  const cache = useQueryClient();
  return () =>
    cache.invalidateQueries({ queryKey: read('listConversationViewers', { params: { id } }).queryKey });
}
