import { asFailure, type FailureKind } from '@mailroom/model';
import { FailureNotice } from '@mailroom/ui';
import { Button, Group, Stack, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';

interface FolderNameFormProps {
  initial: string;
  action: string;
  pending: boolean;
  /** Why the provider would not take the name. */
  error: unknown;
  /** What else is to be said of the folder. */
  children?: ReactNode;
  onSubmit(name: string): void;
  onCancel(): void;
}

/** What another name mends is said at the field, until another one is typed. */
const ofTheName: ReadonlySet<FailureKind> = new Set(['folder-exists', 'folder-name-refused']);

/** The name of a folder. Which names a provider takes only it knows; it is asked, and its answer stands here. */
export function FolderNameForm(props: FolderNameFormProps) {
  const { t } = useTranslation();
  const [name, setName] = useState(props.initial);
  const [asked, setAsked] = useState('');
  const wanted = name.trim();
  const failure = props.error === null ? null : asFailure(props.error).toWire();
  const isOfName = failure !== null && ofTheName.has(failure.kind);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (wanted === '') return;
        setAsked(name);
        props.onSubmit(wanted);
      }}
    >
      <Stack gap="sm">
        <TextInput
          data-autofocus
          label={t('filing:folderName')}
          maxLength={200}
          error={isOfName && asked === name && t(`failures:${failure.kind}`)}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {props.children}
        {failure && !isOfName && <FailureNotice failure={failure} />}
        <Group justify="flex-end" mt="sm">
          <Button variant="default" onClick={props.onCancel}>
            {t('shell:cancel')}
          </Button>
          <Button type="submit" disabled={wanted === ''} loading={props.pending}>
            {props.action}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
