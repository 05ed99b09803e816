import type { MailAddress } from '@mailroom/model';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AddrSpec } from './addr-spec.tsx';
import classes from './address-line.module.css';
import { displayName, visible } from './display-name.ts';

const shownAtFirst = 6;

/** Addresses with their label. The addr-spec always stands beside the name, because a name can say anything. */
export function AddressLine({ label, addresses }: { label: string; addresses: readonly MailAddress[] }) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  if (addresses.length === 0) return null;
  const shown = all ? addresses : addresses.slice(0, shownAtFirst);
  const hidden = addresses.length - shown.length;
  return (
    <div className={classes.line}>
      <dt className={classes.label}>{label}</dt>
      <dd className={classes.addresses}>
        {shown.map((one) => (
          <Address key={`${one.address} ${one.name}`} mailAddress={one} />
        ))}
        {hidden > 0 && (
          <button type="button" className={classes.more} onClick={() => setAll(true)}>
            {t('mail:andMore', { count: hidden })}
          </button>
        )}
      </dd>
    </div>
  );
}

/** One address: name and addr-spec. */
export function Address({ mailAddress }: { mailAddress: MailAddress }) {
  const name = displayName(mailAddress);
  const address = visible(mailAddress.address);
  return (
    <span className={classes.address}>
      {name !== address && <bdi className={classes.name}>{name}</bdi>}
      <bdi className={classes.spec}>
        <AddrSpec address={address} />
      </bdi>
    </span>
  );
}
