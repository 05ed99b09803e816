import { useForm } from '@mantine/form';
import { errorsOf, type PasswordValues } from './password-values.ts';

export function usePasswordForm(initialValues: PasswordValues) {
  return useForm<PasswordValues>({ initialValues, validate: errorsOf });
}

export type PasswordFormState = ReturnType<typeof usePasswordForm>;
