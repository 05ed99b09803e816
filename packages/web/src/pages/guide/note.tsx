import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './note.module.css';

/** Something worth knowing before going on; `serious` where one cannot. */
export function Note({ serious = false, children }: { serious?: boolean; children: ReactNode }) {
  const Icon = serious ? IconAlertTriangle : IconInfoCircle;
  return (
    <p className={classes.note} data-serious={serious || undefined} role={serious ? 'alert' : 'note'}>
      <Icon size={18} aria-hidden />
      <span>{children}</span>
    </p>
  );
}
