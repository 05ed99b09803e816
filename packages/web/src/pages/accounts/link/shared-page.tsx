import { routes } from '@mailroom/model/api/index';
import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { read } from '../../../api/read.ts';
import { FormFailure } from '../../../form/form-failure.tsx';
import { validateWith } from '../../../form/validate.ts';
import { Loaded } from '../../../shell/loaded.tsx';
import { Page } from '../../../shell/page.tsx';
import { AppChoice } from './app-choice.tsx';
import { type LinkApp, sharedMailboxApps } from './link-options.ts';
import { useSignIn } from './use-sign-in.ts';

const schema = routes.linkOauth.body.pick({ providerAppId: true, sharedAddress: true }).required();

/** A shared mailbox of Microsoft 365: whoever signs in opens it as its delegate. */
export function SharedPage() {
  const { t } = useTranslation();
  return (
    <Page title={t('accounts:shared')} intro={t('accounts:sharedIntro')}>
      <Loaded query={useQuery(read('listLinkOptions', {}))}>
        {(options) => <SharedForm apps={sharedMailboxApps(options)} />}
      </Loaded>
    </Page>
  );
}

function SharedForm({ apps }: { apps: readonly LinkApp[] }) {
  const { t } = useTranslation();
  const signIn = useSignIn();
  const form = useForm({
    initialValues: { providerAppId: apps[0]?.id ?? '', sharedAddress: '' },
    validate: validateWith(schema),
  });
  return (
    <form
      onSubmit={form.onSubmit(({ providerAppId, sharedAddress }) =>
        signIn.run({ providerAppId, sharedAddress }),
      )}
      noValidate
    >
      <Stack gap="lg">
        <TextInput
          label={t('accounts:sharedAddress')}
          type="email"
          spellCheck={false}
          autoCapitalize="off"
          autoFocus
          {...form.getInputProps('sharedAddress')}
        />
        <AppChoice
          apps={apps}
          value={form.values.providerAppId}
          onChange={(id) => form.setFieldValue('providerAppId', id)}
        />
        <FormFailure thrown={signIn.failure} title={t('accounts:linkFailed')} />
        <Group justify="flex-end">
          <Button variant="default" component={Link} to="/accounts/link">
            {t('shell:cancel')}
          </Button>
          <Button type="submit" loading={signIn.busy} disabled={apps.length === 0}>
            {t('accounts:signInAsDelegate')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
