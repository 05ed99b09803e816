import { transportSecurity } from '@mailroom/model';
import {
  Button,
  Checkbox,
  Fieldset,
  Input,
  NumberInput,
  PasswordInput,
  SegmentedControl,
  Stack,
  TextInput,
} from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './password-form.module.css';
import { type Half, type PasswordValues, withSecurity } from './password-values.ts';
import type { PasswordFormState } from './use-password-form.ts';

interface ServerFieldsProps {
  half: Half;
  form: PasswordFormState;
  title: string;
  /** When it appears: the button that opened it is gone. */
  takesFocus?: boolean;
  children?: ReactNode;
}

/** One half of a mailbox: its server, and the name to sign in with there. */
function ServerFields({ half, form, title, takesFocus, children }: ServerFieldsProps) {
  const { t } = useTranslation();
  const current = form.values[half];
  return (
    <Fieldset legend={title} m={0}>
      <Stack gap="md">
        <div className={classes.server}>
          <TextInput
            label={t('accounts:host')}
            autoFocus={takesFocus}
            spellCheck={false}
            autoCapitalize="off"
            {...form.getInputProps(`${half}.host`)}
          />
          <NumberInput
            label={t('accounts:port')}
            min={1}
            max={65535}
            hideControls
            allowDecimal={false}
            {...form.getInputProps(`${half}.port`)}
          />
        </div>
        <Input.Wrapper label={t('accounts:security')} labelElement="div">
          <SegmentedControl
            fullWidth
            aria-label={t('accounts:security')}
            data={transportSecurity.options.map((value) => ({
              value,
              label: t(`accounts:securities.${value}`),
            }))}
            value={current.security}
            onChange={(value) =>
              form.setFieldValue(half, withSecurity(current, half, transportSecurity.parse(value)))
            }
          />
        </Input.Wrapper>
        <TextInput
          label={t('accounts:user')}
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
          {...form.getInputProps(`${half}.user`)}
        />
        {children}
      </Stack>
    </Fieldset>
  );
}

/** Both halves, and the second password where sending takes one of its own. */
export function Servers({ form, takesFocus }: { form: PasswordFormState; takesFocus: boolean }) {
  const { t } = useTranslation();
  return (
    <>
      <ServerFields half="imap" form={form} title={t('accounts:incoming')} takesFocus={takesFocus} />
      <ServerFields half="smtp" form={form} title={t('accounts:outgoing')}>
        <Checkbox
          label={t('accounts:ownSmtpPassword')}
          {...form.getInputProps('ownSmtpPassword', { type: 'checkbox' })}
        />
        {form.values.ownSmtpPassword && (
          <PasswordInput
            label={t('accounts:smtpPassword')}
            autoComplete="off"
            visibilityToggleButtonProps={{ 'aria-label': t('session:showPassword') }}
            {...form.getInputProps('smtpPassword')}
          />
        )}
      </ServerFields>
    </>
  );
}

/** Servers that need no second look, in a line that opens. */
export function FoldedServers({ values, onOpen }: { values: PasswordValues; onOpen(): void }) {
  const { t } = useTranslation();
  return (
    <div className={classes.folded}>
      <dl className={classes.summary}>
        <dt>{t('accounts:incoming')}</dt>
        <dd>{values.imap.host}</dd>
        <dt>{t('accounts:outgoing')}</dt>
        <dd>{values.smtp.host}</dd>
      </dl>
      <Button size="xs" variant="default" aria-expanded={false} onClick={onOpen}>
        {t('discovery:change')}
      </Button>
    </div>
  );
}
