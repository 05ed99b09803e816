import {
  type AccountFate,
  asFailure,
  type Belongings,
  type DeparturePlan,
  type Leaving,
} from '@mailroom/model';
import { Alert, Button, Group } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { read } from '../../api/read.ts';
import { FormFailure } from '../../form/form-failure.tsx';
import { useAnnounce } from '../../shell/announcer.tsx';
import card from '../../shell/card.module.css';
import { Confirm } from '../../shell/confirm.tsx';
import { usePeopleChanged } from '../people/use-people-changed.ts';
import { Section } from '../provider-apps/section.tsx';
import { AccountFacts } from './account-facts.tsx';
import { FateFields } from './fate-fields.tsx';
import { type FateValues, fateOf, undecided } from './fate-values.ts';
import classes from './leaving.module.css';
import { type Counts, useSentences } from './use-sentences.ts';

/** The plan before it is done: each mailbox decided, what ends, what is kept, and until when. */
export function PlanForm({ leaving: { person, belongings } }: { leaving: Leaving }) {
  const { t } = useTranslation();
  const { ending, fate: sentence } = useSentences();
  const me = useQuery(read('readMe', {})).data?.id;
  const [values, setValues] = useState<Readonly<Record<string, FateValues>>>({});
  const [asking, setAsking] = useState(false);
  const { accounts } = belongings;
  const fates = accounts.map(({ id }) => fateOf(values[id] ?? undecided, me));
  const decided = fates.filter((fate): fate is AccountFate => fate !== null);
  const plan = {
    accounts: accounts.flatMap(({ id }, at) => {
      const fate = fates[at];
      return fate ? [{ accountId: id, fate }] : [];
    }),
  };
  const ended = ending(countsOf(belongings));
  return (
    <>
      <Section
        title={t('leaving:accounts')}
        text={accounts.length === 0 ? t('leaving:noAccounts') : undefined}
      >
        <ul className={card.cards}>
          {accounts.map((account) => (
            <li key={account.id} className={card.card}>
              <div className={card.words}>
                <h3 className={card.title}>{account.address}</h3>
                <AccountFacts account={account} />
              </div>
              <FateFields
                leaver={person}
                label={t('leaving:what', { address: account.address })}
                values={values[account.id] ?? undecided}
                onChange={(changed) => setValues({ ...values, [account.id]: changed })}
              />
            </li>
          ))}
        </ul>
      </Section>
      <Section title={t('leaving:ends')}>
        <ul className={classes.list}>
          <li>{t('leaving:steps.sign-in')}</li>
          {ended.map((each) => (
            <li key={each}>{each}</li>
          ))}
        </ul>
      </Section>
      <Section title={t('leaving:kept')}>
        <ul className={classes.list}>
          <li>{t('leaving:keptDeeds')}</li>
          <li>{t('leaving:keptNameLong')}</li>
        </ul>
      </Section>
      <Group justify="flex-end">
        {decided.length < accounts.length && (
          <span className={classes.missing}>
            {t('leaving:missing', { count: accounts.length - decided.length })}
          </span>
        )}
        <Button
          color="var(--mr-bad)"
          c="var(--mr-on-bad)"
          disabled={decided.length < accounts.length}
          onClick={() => setAsking(true)}
        >
          {t('leaving:begin', { name: person.name })}
        </Button>
      </Group>
      <ConfirmPlan
        person={person}
        plan={plan}
        sentences={[
          t('leaving:steps.sign-in'),
          ...accounts.flatMap(({ address }, at) => {
            const fate = fates[at];
            return fate ? [sentence(address, fate)] : [];
          }),
        ]}
        opened={asking}
        onClose={() => setAsking(false)}
      />
    </>
  );
}

function countsOf({ authenticator, sharedWithThem, groups, accounts: _, ...counts }: Belongings): Counts {
  return {
    ...counts,
    authenticator: authenticator ? 1 : 0,
    sharedWithThem: sharedWithThem.length,
    groups: groups.length,
  };
}

interface ConfirmPlanProps {
  person: Leaving['person'];
  plan: DeparturePlan;
  sentences: string[];
  opened: boolean;
  onClose(): void;
}

function ConfirmPlan({ person: { id, name }, plan, sentences, opened, onClose }: ConfirmPlanProps) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const cache = useQueryClient();
  const changed = usePeopleChanged();
  const { queryKey } = read('readLeaving', { params: { id } });
  const begin = useMutation({
    mutationFn: () => call('beginDeparture', { params: { id }, body: plan }),
    onSuccess: async (done) => {
      cache.setQueryData(queryKey, done);
      announce(t('leaving:reportTitle', { name }));
      await changed();
    },
    onError: () => cache.invalidateQueries({ queryKey }),
  });
  return (
    <Confirm
      opened={opened}
      title={t('leaving:confirm', { name })}
      text={sentences}
      action={t('leaving:confirmAction')}
      pending={begin.isPending}
      failure={<PlanFailure thrown={begin.error} />}
      onConfirm={() => begin.mutate()}
      onClose={onClose}
    />
  );
}

/** What may have changed since the plan was looked at has words of its own. */
function PlanFailure({ thrown }: { thrown: unknown }) {
  const { t } = useTranslation();
  if (!thrown) return null;
  const { accounts, heir, person } = asFailure(thrown).detail;
  const said =
    accounts === 'others'
      ? t('leaving:changedMeanwhile')
      : heir === 'not-active'
        ? t('leaving:heirGone')
        : person === 'last-administrator'
          ? t('people:lastAdministrator')
          : null;
  return said === null ? <FormFailure thrown={thrown} /> : <Alert color="orange">{said}</Alert>;
}
