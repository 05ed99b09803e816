import i18next from 'i18next';
import type { z } from 'zod';

type FieldIssue = z.core.$ZodIssue;

/** The sentence for one thing wrong with one field. Schemas name their own rules by key; the general ones are named here. */
export function fieldError(issue: FieldIssue): string {
  const t = i18next.t;
  switch (issue.message) {
    case 'tenant-form':
    case 'client-id-form':
    case 'google-client-id-form':
    case 'secret-id-instead-of-value':
      return t(`fields:${issue.message}`);
  }
  switch (issue.code) {
    case 'too_small':
      if (issue.origin !== 'string') return t('fields:invalid');
      return Number(issue.minimum) <= 1
        ? t('fields:required')
        : t('fields:too-short', { minimum: issue.minimum });
    case 'too_big':
      return issue.origin === 'string'
        ? t('fields:too-long', { maximum: issue.maximum })
        : t('fields:invalid');
    case 'invalid_format':
      if (issue.format === 'email') return t('fields:email-form');
      return issue.format === 'date' ? t('fields:date-form') : t('fields:invalid');
    case 'invalid_type':
      return t('fields:required');
    default:
      return t('fields:invalid');
  }
}
