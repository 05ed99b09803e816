import type { Folder } from '@mailroom/model';
import { orderFolders, roleIcons, useFolderName, useLocale } from '@mailroom/ui';
import { Combobox, Modal, TextInput } from '@mantine/core';
import { IconFolder } from '@tabler/icons-react';
import { type KeyboardEvent, useId, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './folder-picker.module.css';

interface FolderPickerProps {
  opened: boolean;
  /** Of the account that the messages belong to. */
  folders: readonly Folder[];
  /** Where they lie already. */
  fromId: string | undefined;
  onPick(folderId: string): void;
  onClose(): void;
}

/** A folder chosen with the keyboard alone: letters narrow the list, arrows walk it, Enter takes (WAI-ARIA combobox). */
export function FolderPicker({ opened, onClose, ...props }: FolderPickerProps) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('filing:pickTitle')}
      closeButtonProps={{ 'aria-label': t('shell:close') }}
    >
      <Choices {...props} />
    </Modal>
  );
}

function Choices({ folders, fromId, onPick }: Omit<FolderPickerProps, 'opened' | 'onClose'>) {
  const { t } = useTranslation();
  const { tag } = useLocale();
  const nameOf = useFolderName();
  const listId = useId();
  const [words, setWords] = useState('');
  const [at, setAt] = useState(0);
  const entries = useMemo(
    () =>
      orderFolders(folders, tag).flatMap(({ folder, parents }) =>
        folder && isTarget(folder, fromId) ? { folder, parents, name: nameOf(folder) } : [],
      ),
    [folders, tag, fromId, nameOf],
  );
  const wanted = words.trim().toLocaleLowerCase(tag);
  const found = entries.filter(({ name, parents }) =>
    [...parents, name].join(' / ').toLocaleLowerCase(tag).includes(wanted),
  );
  const current = found[Math.min(at, found.length - 1)];
  const idOf = (id: string) => `${listId}-${id}`;

  const press = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      setAt(Math.max(0, Math.min(found.length - 1, at + step)));
    } else if (event.key === 'Enter' && current) {
      event.preventDefault();
      onPick(current.folder.id);
    }
  };

  return (
    <Combobox onOptionSubmit={onPick}>
      <TextInput
        data-autofocus
        role="combobox"
        aria-label={t('filing:pickSearch')}
        placeholder={t('filing:pickSearch')}
        autoComplete="off"
        aria-autocomplete="list"
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={current && idOf(current.folder.id)}
        value={words}
        onChange={(event) => {
          setWords(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={press}
      />
      <Combobox.Options id={listId} aria-label={t('filing:folders')} className={classes.list}>
        {found.map(({ folder, parents, name }) => {
          const Mark = folder.role ? roleIcons[folder.role] : IconFolder;
          const isCurrent = folder === current?.folder;
          return (
            <Combobox.Option
              key={folder.id}
              id={idOf(folder.id)}
              value={folder.id}
              aria-selected={isCurrent}
              className={classes.option}
              ref={isCurrent ? scrollIntoView : undefined}
            >
              <Mark size={16} stroke={1.6} aria-hidden />
              <span className={classes.name}>
                {parents.length > 0 && <span className={classes.parents}>{parents.join(' / ')} / </span>}
                {name}
              </span>
            </Combobox.Option>
          );
        })}
      </Combobox.Options>
      <p role="status" className={classes.none}>
        {found.length === 0 && t('filing:pickNone')}
      </p>
    </Combobox>
  );
}

/** What was written here, or lies everywhere anyway, is not where mail is put away. */
const never: ReadonlySet<Folder['role']> = new Set(['sent', 'drafts', 'all']);

function isTarget({ id, role, selectable }: Folder, fromId: string | undefined): boolean {
  return selectable && id !== fromId && !never.has(role);
}

function scrollIntoView(option: HTMLElement | null): void {
  option?.scrollIntoView({ block: 'nearest' });
}
