import { appPart, keyScope, managedAct, personRole, sharedLevel } from '@mailroom/model';
import { useLocale } from '@mailroom/ui';
import { useTranslation } from 'react-i18next';
import { type Fact, factors, filedKinds, policyParts, profileParts, type WordList } from './audit-facts.ts';

/** The word of a closed list that a text is; every list is known here, so that each has its translations. */
function useWords(): (of: WordList, word: string) => string {
  const { t } = useTranslation();
  return (of, word) => {
    switch (of) {
      case 'levels':
        return t(`sharing:levels.${sharedLevel.parse(word)}`);
      case 'roles':
        return t(`people:roles.${personRole.parse(word)}`);
      case 'managed':
        return t(`audit:managed.${managedAct.parse(word)}`);
      case 'filed':
        return t(`audit:filed.${among(filedKinds, word)}`);
      case 'factors':
        return t(`audit:factors.${among(factors, word)}`);
      case 'keyScopes':
        return t(`audit:keyScopes.${keyScope.parse(word)}`);
      case 'profileParts':
        return t(`audit:profileParts.${among(profileParts, word)}`);
      case 'policyParts':
        return t(`audit:policyParts.${among(policyParts, word)}`);
      case 'appParts':
        return t(`audit:appParts.${appPart.parse(word)}`);
    }
  };
}

function among<const Word extends string>(words: readonly Word[], word: string): Word {
  const found = words.find((each) => each === word);
  if (found === undefined) throw new RangeError(`${word} is not in the list`);
  return found;
}

/** A fact in words, such as "May: Read and send". @param nameOf a person's name by id */
export function useFactWords(nameOf: (personId: string) => string): (fact: Fact) => string {
  const { t } = useTranslation();
  const { number, list } = useLocale();
  const word = useWords();
  const told = ({ value }: Fact): string => {
    switch (value.kind) {
      case 'text':
        return value.text;
      case 'number':
        return number(value.number);
      case 'person':
        return nameOf(value.id);
      case 'boolean':
        return value.value ? t('audit:yes') : t('audit:no');
      case 'words':
        return list(value.words.map((each) => word(value.of, each)));
    }
  };
  return (fact) => t('audit:fact', { label: t(`audit:details.${fact.name}`), value: told(fact) });
}
