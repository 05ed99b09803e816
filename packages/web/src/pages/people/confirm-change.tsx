import type { ListedPerson } from '@mailroom/model';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { FormFailure } from '../../form/form-failure.tsx';
import { useAnnounce } from '../../shell/announcer.tsx';
import { Confirm } from '../../shell/confirm.tsx';
import { usePeopleChanged } from './use-people-changed.ts';

/** What is done to a person after asking, and the texts that ask for it and tell of it. */
const changes = {
  deactivatePerson: {
    title: 'people:deactivateTitle',
    text: ['people:deactivateText', 'people:deactivateKept'],
    action: 'people:deactivateAction',
    done: 'people:deactivated',
  },
  // For somebody who lost them; that it is they who ask, no program can tell.
  forgetSecondFactors: {
    title: 'people:resetFactorsTitle',
    text: ['people:resetFactorsText', 'people:resetFactorsSure'],
    action: 'people:resetFactorsAction',
    done: 'people:factorsReset',
  },
} as const;
export type AskedChange = keyof typeof changes;
export const askedChanges: readonly AskedChange[] = ['deactivatePerson', 'forgetSecondFactors'];

export function ConfirmChange({
  change,
  person: { id, name },
  opened,
  onClose,
}: {
  change: AskedChange;
  person: ListedPerson;
  opened: boolean;
  onClose(): void;
}) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const changed = usePeopleChanged();
  const { title, text, action, done } = changes[change];
  const make = useMutation({
    mutationFn: () => call(change, { params: { id } }),
    onSuccess: async () => {
      onClose();
      announce(t(done, { name }));
      await changed();
    },
  });
  return (
    <Confirm
      opened={opened}
      title={t(title, { name })}
      text={text.map((key) => t(key))}
      action={t(action)}
      pending={make.isPending}
      failure={<FormFailure thrown={make.error} />}
      onConfirm={() => make.mutate()}
      onClose={onClose}
    />
  );
}
