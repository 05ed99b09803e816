import { type AccountProvider, accountProvider, mailDomain, type OrganisationPolicy } from '@mailroom/model';
import { Button, Checkbox, Group, Radio, Stack, TagsInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { FormFailure } from '../../form/form-failure.tsx';
import { useChange } from './use-change.ts';

export const linkers = ['everybody', 'administrators'] as const;

/** Who may link mailboxes, of which providers, and at which domains. Mailboxes that are linked already stay. */
export function LinkableForm({ linkable }: { linkable: OrganisationPolicy['linkable'] }) {
  const { t } = useTranslation();
  const change = useChange();
  const form = useForm({
    initialValues: {
      who: linkable.who,
      providers: [...linkable.providers] as string[],
      domains: [...linkable.domains],
    },
    validate: {
      domains: (domains) =>
        domains.every((domain) => mailDomain.safeParse(domain).success) ? null : t('organisation:domainForm'),
    },
  });
  return (
    <form
      onSubmit={form.onSubmit(({ who, providers, domains }) =>
        change.mutate({
          linkable: {
            who,
            providers: accountProvider.options.filter((one): one is AccountProvider =>
              providers.includes(one),
            ),
            domains: domains.map((domain) => mailDomain.parse(domain)),
          },
        }),
      )}
      noValidate
    >
      <Stack gap="md">
        <Radio.Group label={t('organisation:who')} {...form.getInputProps('who')}>
          <Stack gap="xs" mt="xs">
            {linkers.map((who) => (
              <Radio key={who} value={who} label={t(`organisation:whos.${who}`)} />
            ))}
          </Stack>
        </Radio.Group>
        <Checkbox.Group label={t('organisation:providers')} {...form.getInputProps('providers')}>
          <Stack gap="xs" mt="xs">
            {accountProvider.options.map((provider) => (
              <Checkbox key={provider} value={provider} label={t(`oversight:providers.${provider}`)} />
            ))}
          </Stack>
        </Checkbox.Group>
        <TagsInput
          label={t('organisation:domains')}
          description={t('organisation:domainsHint')}
          placeholder={form.values.domains.length === 0 ? t('organisation:anyDomain') : undefined}
          splitChars={[',', ' ', ';']}
          acceptValueOnBlur
          {...form.getInputProps('domains')}
        />
        <FormFailure thrown={change.error} />
        <Group justify="flex-end">
          <Button type="submit" loading={change.isPending}>
            {t('shell:save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
