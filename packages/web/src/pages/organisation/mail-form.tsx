import { mailDomain, type OrganisationPolicy } from '@mailroom/model';
import { Button, Group, NumberInput, Stack, Switch, TagsInput, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { FormFailure } from '../../form/form-failure.tsx';
import { useChange } from './use-change.ts';

type Parts = Pick<OrganisationPolicy, 'outsideWarning' | 'ownDomains' | 'undoSeconds'>;

/** What holds for mail that people send, and for pictures in mail that they read. */
export function MailForm({ policy: { outsideWarning, ownDomains, undoSeconds } }: { policy: Parts }) {
  const { t } = useTranslation();
  const change = useChange();
  const form = useForm({
    initialValues: { outsideWarning, ownDomains: [...ownDomains], undoSeconds },
    validate: {
      ownDomains: (domains) =>
        domains.every((domain) => mailDomain.safeParse(domain).success) ? null : t('organisation:domainForm'),
    },
  });
  return (
    <form
      onSubmit={form.onSubmit((values) =>
        change.mutate({
          ...values,
          ownDomains: values.ownDomains.map((domain) => mailDomain.parse(domain)),
        }),
      )}
      noValidate
    >
      <Stack gap="md">
        <NumberInput
          label={t('organisation:undoSeconds')}
          description={t('organisation:undoSecondsHint')}
          min={0}
          max={60}
          maw="20rem"
          allowDecimal={false}
          clampBehavior="strict"
          value={form.values.undoSeconds}
          onChange={(value) => form.setFieldValue('undoSeconds', Number(value) || 0)}
        />
        <Switch
          label={t('organisation:outsideWarning')}
          description={t('organisation:outsideWarningHint')}
          {...form.getInputProps('outsideWarning', { type: 'checkbox' })}
        />
        {form.values.outsideWarning && (
          <TagsInput
            label={t('organisation:ownDomains')}
            description={t('organisation:ownDomainsHint')}
            splitChars={[',', ' ', ';']}
            acceptValueOnBlur
            {...form.getInputProps('ownDomains')}
          />
        )}
        <div>
          <Text size="sm" fw={500}>
            {t('organisation:remoteImages')}
          </Text>
          <Text size="sm" c="var(--mr-ink-muted)">
            {t('organisation:remoteImagesText')}
          </Text>
        </div>
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
