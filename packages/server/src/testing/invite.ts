import type { NewInvitation } from '@mailroom/model';
import { newInvitation } from '@mailroom/model';
import type { Browser } from './browser.ts';

/** An invitation as an administrator makes it, and the token of its link. */
export async function invite(
  administrator: Browser,
  input: Record<string, unknown> = {},
): Promise<NewInvitation & { token: string }> {
  const body = { email: null, role: 'member', ...input };
  const answer = await administrator.ask('/api/v1/invitations', { method: 'POST', body });
  if (answer.status !== 200) throw new Error(`No invitation: ${answer.text}`);
  const made = newInvitation.parse(answer.json);
  return { ...made, token: new URL(made.link).hash.slice(1) };
}
