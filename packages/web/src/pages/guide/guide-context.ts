import type { Cloud, DoctorReport, ProviderApp } from '@mailroom/model';
import type { GuideKind, GuideWay } from '@mailroom/model/guide/steps';
import { createContext, useContext } from 'react';

/** What every card of one guide knows. */
export interface Guide {
  kind: GuideKind;
  way: GuideWay;
  app: ProviderApp;
  cloud: Cloud;
  report: DoctorReport | null;
  /** Examines the app anew, with a mailbox of one's own where there is one. */
  examine(): void;
  examining: boolean;
}

export const GuideContext = createContext<Guide | null>(null);

/** @throws outside a guide, and on the card that comes before there is a provider app. */
export function useGuide(): Guide {
  const guide = useContext(GuideContext);
  if (guide === null) throw new Error('A card of the guide was shown outside of it');
  return guide;
}
