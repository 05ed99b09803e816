import { type Cloud, cloud, googleCloud, microsoftClouds } from '@mailroom/model';
import { z } from 'zod';

const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

function readJson(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch (thrown) {
    throw new Error('must be a JSON array of clouds', { cause: thrown });
  }
}

/**
 * Clouds beside the providers' own, from a JSON array in the shape of the model's `cloud`. Throws an `Error` that completes
 * "MAILROOM_CLOUDS ...". An authority over plain `http` would show secrets to the network, so it is taken on loopback only.
 */
export function readExtraClouds(value: string): readonly Cloud[] {
  const parsed = z.array(cloud).safeParse(readJson(value));
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new Error(`is not a list of clouds: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim());
  }
  const ids = new Set([...microsoftClouds, googleCloud].map(({ id }) => id));
  for (const { id, authority } of parsed.data) {
    if (ids.has(id)) throw new Error(`names the cloud ${id} twice, or one of the providers' own`);
    ids.add(id);
    const { protocol, hostname } = new URL(authority);
    if (protocol !== 'https:' && !(protocol === 'http:' && loopback.has(hostname))) {
      throw new Error(`gives the cloud ${id} an authority that is not https`);
    }
    if (authority.endsWith('/')) throw new Error(`gives the cloud ${id} an authority that ends with a slash`);
  }
  return parsed.data;
}
