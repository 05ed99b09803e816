import type { StepId } from '@mailroom/model/guide/steps';
import type { ReactNode } from 'react';
import { WithoutSecret } from './credential-panel.tsx';
import { useGuide } from './guide-context.ts';
import { ManifestButton } from './manifest-button.tsx';
import { Values } from './values.tsx';
import { wishOf } from './wish.ts';

/** What stands below all actions of a step. */
export function StepExtra({ step }: { step: StepId }): ReactNode {
  const { app, cloud } = useGuide();
  switch (step) {
    case 'registration':
      return <ManifestButton wish={wishOf(app, cloud, 12)} />;
    case 'redirect-uri':
      return <Values values={[{ label: 'Web', value: app.redirectUri }]} />;
    case 'credential':
      return <WithoutSecret />;
    default:
      return null;
  }
}
