import { Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { read } from '../../../api/read.ts';
import { FormFailure } from '../../../form/form-failure.tsx';
import { Loaded } from '../../../shell/loaded.tsx';
import { Page } from '../../../shell/page.tsx';
import { domainOf, looksLikeAddress } from './domain.ts';
import { FoundPanel } from './found-panel.tsx';
import { type LinkOptions, offeredApps } from './link-options.ts';
import classes from './link-page.module.css';
import { NotFoundPanel } from './not-found-panel.tsx';
import { OtherWays } from './other-ways.tsx';
import { type Lookup, useLookup } from './use-lookup.ts';

/** An address is all that is asked for; what follows depends on who keeps the mail behind it. */
export function LinkPage() {
  const { t } = useTranslation();
  const options = useQuery(read('listLinkOptions', {}));
  const lookup = useLookup();
  const [address, setAddress] = useState('');
  return (
    <Page title={t('accounts:linkTitle')} intro={t('accounts:linkIntro')}>
      <AddressForm
        address={address}
        lookup={lookup}
        onChange={(text) => {
          setAddress(text);
          lookup.forget();
        }}
      />
      <Loaded query={options}>
        {(known) => (
          <>
            <Result lookup={lookup} options={known} />
            <OtherWays
              options={known}
              address={looksLikeAddress(address) ? address.trim() : ''}
              offered={lookup.result ? offeredApps(known, lookup.result) : []}
            />
          </>
        )}
      </Loaded>
    </Page>
  );
}

interface AddressFormProps {
  address: string;
  lookup: Lookup;
  onChange(address: string): void;
}

function AddressForm({ address, lookup, onChange }: AddressFormProps) {
  const { t } = useTranslation();
  const [refused, setRefused] = useState(false);
  const find = (event: FormEvent): void => {
    event.preventDefault();
    const complete = looksLikeAddress(address);
    setRefused(!complete);
    if (complete) lookup.find(address.trim());
  };
  return (
    <form onSubmit={find} noValidate>
      <div className={classes.address}>
        <TextInput
          className={classes.field}
          label={t('discovery:address')}
          type="email"
          autoComplete="email"
          spellCheck={false}
          autoCapitalize="off"
          autoFocus
          size="md"
          value={address}
          error={refused && t('fields:email-form')}
          onChange={(event) => {
            setRefused(false);
            onChange(event.currentTarget.value);
          }}
        />
        <Button type="submit" size="md" loading={lookup.looking} className={classes.button}>
          {t('discovery:continue')}
        </Button>
      </div>
      <p role="status" className={classes.status}>
        {lookup.looking && t('discovery:looking', { domain: domainOf(lookup.address) })}
      </p>
    </form>
  );
}

function Result({ lookup, options }: { lookup: Lookup; options: LinkOptions }) {
  const { address, result, failure } = lookup;
  if (failure) return <FormFailure thrown={failure} />;
  if (!result) return null;
  // Another address is another form: what was entered for the last one must not go to these servers.
  return result.found ? (
    <FoundPanel key={address} address={address} found={result} options={options} />
  ) : (
    <NotFoundPanel
      key={address}
      address={address}
      result={result}
      options={options}
      onAgain={() => lookup.find(address)}
    />
  );
}
