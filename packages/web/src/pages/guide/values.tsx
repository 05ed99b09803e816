import { CopyBlock } from '../doctor/copy-block.tsx';
import classes from './values.module.css';

/** Values to carry into the portal, each with its own button, under the portal's own names. */
export function Values({ values }: { values: readonly { label?: string; value: string }[] }) {
  return (
    <dl className={classes.values}>
      {values.map(({ label, value }) => (
        <div key={value} className={classes.pair}>
          {label !== undefined && (
            <dt className={classes.label} translate="no">
              {label}
            </dt>
          )}
          <dd className={classes.value}>
            <CopyBlock text={value} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
