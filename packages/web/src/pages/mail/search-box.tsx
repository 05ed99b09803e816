import { CloseButton, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type RefObject, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

interface SearchBoxProps {
  words: string;
  onSearch(words: string): void;
  /** Down from the box into the list. */
  onDone(): void;
  inputRef: RefObject<HTMLInputElement | null>;
}

/** Long enough that a fast typist asks once per word, short enough to feel immediate. */
const pauseMs = 180;

export function SearchBox({ words, onSearch, onDone, inputRef }: SearchBoxProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(words);

  // The address may change without this box: back, or another folder.
  useEffect(() => setTyped(words), [words]);

  useEffect(() => {
    if (typed.trim() === words) return;
    const timer = setTimeout(() => onSearch(typed.trim()), pauseMs);
    return () => clearTimeout(timer);
  }, [typed, words, onSearch]);

  return (
    <TextInput
      ref={inputRef}
      type="search"
      size="sm"
      flex={1}
      miw={0}
      aria-label={t('reader:searchLabel')}
      placeholder={t('reader:searchPlaceholder')}
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={
        typed !== '' && (
          <CloseButton
            size="sm"
            aria-label={t('reader:clearSearch')}
            onClick={() => {
              setTyped('');
              onSearch('');
            }}
          />
        )
      }
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === 'Escape') {
          event.preventDefault();
          setTyped('');
          onSearch('');
          onDone();
        }
        if (event.key === 'Enter' || event.key === 'ArrowDown') {
          event.preventDefault();
          onSearch(typed.trim());
          onDone();
        }
      }}
    />
  );
}
