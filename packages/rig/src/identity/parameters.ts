import { SignInRefused } from './errors.ts';

/** @throws SignInRefused 900144 */
export function required(parameters: URLSearchParams, parameter: string): string {
  const value = parameters.get(parameter);
  if (value === null || value === '') throw new SignInRefused(900144, { parameter });
  return value;
}
