import {
  type LocaleTag,
  localeTag,
  type Person,
  profilePatch,
  type Theme,
  theme as themes,
} from '@mailroom/model';
import { localeNames } from '@mailroom/ui';
import { Button, Select, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconShieldLock } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { read } from '../../api/read.ts';
import { FormFailure } from '../../form/form-failure.tsx';
import { validateWith } from '../../form/validate.ts';
import { useAnnounce } from '../../shell/announcer.tsx';
import { Loaded } from '../../shell/loaded.tsx';
import { Page } from '../../shell/page.tsx';
import { PictureField } from './picture-field.tsx';
import classes from './profile-page.module.css';

const meKey = read('readMe', {}).queryKey;

/** How the person is called and shown to colleagues, and how Mailroom is shown to them. */
export function ProfilePage() {
  const { t } = useTranslation();
  const me = useQuery(read('readMe', {}));
  return (
    <Page title={t('profile:title')} intro={t('profile:intro')}>
      <Loaded query={me}>
        {(person) => (
          <>
            <PictureField person={person} />
            <ProfileForm person={person} />
            <SecurityLink />
          </>
        )}
      </Loaded>
    </Page>
  );
}

function SecurityLink() {
  const { t } = useTranslation();
  return (
    <section className={classes.security} aria-label={t('security:title')}>
      <p className={classes.words}>{t('profile:securityText')}</p>
      <Button
        component={Link}
        to="/settings/security"
        variant="default"
        leftSection={<IconShieldLock size={16} />}
      >
        {t('security:title')}
      </Button>
    </section>
  );
}

/** What a `Select` needs instead of null. */
const browser = 'browser';

function ProfileForm({ person }: { person: Person }) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const announce = useAnnounce();
  const form = useForm({
    initialValues: {
      name: person.name,
      locale: person.locale ?? browser,
      timeZone: person.timeZone ?? browser,
      theme: person.theme as string,
    },
    validate: validateWith(profilePatch.pick({ name: true })),
  });
  const save = useMutation({
    mutationFn: ({ name, locale, timeZone, theme }: typeof form.values) =>
      call('changeMe', {
        body: {
          name,
          locale: locale === browser ? null : (locale as LocaleTag),
          timeZone: timeZone === browser ? null : timeZone,
          theme: theme as Theme,
        },
      }),
    onSuccess: (changed) => {
      cache.setQueryData(meKey, (known) => known && { ...known, ...changed });
      form.resetDirty();
      announce(t('profile:saved'));
    },
  });
  const follow = { value: browser, label: t('shell:followBrowser') };
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <form className={classes.form} onSubmit={form.onSubmit((values) => save.mutate(values))} noValidate>
      <Stack gap="md">
        <TextInput label={t('session:name')} autoComplete="name" {...form.getInputProps('name')} />
        <TextInput
          label={t('session:email')}
          description={t('profile:emailHint')}
          value={person.email}
          readOnly
        />
        <Select
          label={t('shell:language')}
          data={[follow, ...localeTag.options.map((value) => ({ value, label: localeNames[value] }))]}
          allowDeselect={false}
          {...form.getInputProps('locale')}
        />
        <Select
          label={t('profile:timeZone')}
          description={t('profile:timeZoneHint', { zone: here })}
          data={[follow, ...Intl.supportedValuesOf('timeZone')]}
          allowDeselect={false}
          searchable
          {...form.getInputProps('timeZone')}
        />
        <Select
          label={t('shell:theme')}
          data={themes.options.map((value) => ({ value, label: t(`shell:themes.${value}`) }))}
          allowDeselect={false}
          {...form.getInputProps('theme')}
        />
        <FormFailure thrown={save.error} />
        <div>
          <Button type="submit" loading={save.isPending} disabled={!form.isDirty()}>
            {t('shell:save')}
          </Button>
        </div>
      </Stack>
    </form>
  );
}
