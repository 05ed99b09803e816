import { transportSecurity } from '@mailroom/model';
import { Fieldset, Input, NumberInput, SegmentedControl, Stack, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './password-form.module.css';
import { type Half, withSecurity } from './password-values.ts';
import type { PasswordFormState } from './use-password-form.ts';

interface ServerFieldsProps {
  half: Half;
  form: PasswordFormState;
  title: string;
  children?: ReactNode;
}

/** One half of a mailbox: its server, and the name to sign in with there. */
export function ServerFields({ half, form, title, children }: ServerFieldsProps) {
  const { t } = useTranslation();
  const current = form.values[half];
  return (
    <Fieldset legend={title}>
      <Stack gap="md">
        <div className={classes.server}>
          <TextInput
            label={t('accounts:host')}
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
