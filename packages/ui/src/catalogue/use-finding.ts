import type { CheckResult } from '@mailroom/model';
import { entryById, type Mender } from '@mailroom/model/catalogue/index';
import type catalogue from '@mailroom/model/catalogue/locales/en.json';
import { useTranslation } from 'react-i18next';

/** A finding in the reader's language: what it means, who mends it, and how. */
export interface Finding {
  what: string;
  mend: string;
  who: Mender;
}

/** Null for a result without a finding; an unknown code is then shown as it is, with its trace. */
export function useFinding(): (result: Pick<CheckResult, 'finding' | 'detail'>) => Finding | null {
  const { t } = useTranslation();
  return ({ finding, detail }) => {
    const entry = finding === null ? undefined : entryById(finding);
    if (entry === undefined) return null;
    // The catalogue's own test holds the texts to its ids.
    const id = entry.id as keyof typeof catalogue;
    return {
      what: t(`catalogue:${id}.what`, { replace: detail }),
      mend: t(`catalogue:${id}.mend`, { replace: detail }),
      who: entry.who,
    };
  };
}
