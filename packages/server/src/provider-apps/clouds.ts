import { type Cloud, googleCloud, microsoftClouds } from '@mailroom/model';
import type { Settings } from '../config/settings.ts';

/** Every cloud that a provider app may be registered in: those of the providers, then those of the setting. */
export function configuredClouds({ clouds }: Pick<Settings, 'clouds'>): readonly Cloud[] {
  return [...microsoftClouds, googleCloud, ...clouds];
}
