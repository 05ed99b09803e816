import type { CheckResult } from '@mailroom/model';
import { entryById, type Mender } from '@mailroom/model/catalogue/index';
import { useTranslation } from 'react-i18next';
import type catalogue from '../locales/en/catalogue.json';

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
    // The locale test holds the texts to the catalogue's ids.
    const id = entry.id as keyof typeof catalogue;
    return {
      what: t(`catalogue:${id}.what`, { replace: detail }),
      mend: t(`catalogue:${id}.mend`, { replace: detail }),
      who: entry.who,
    };
  };
}
