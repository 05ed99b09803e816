/**
 * A bucket of S3-compatible storage (Amazon's "S3 API Reference"), beside the folder: what the folder has no room for is still near, and
 * several machines share it. Requests are signed with Signature Version 4; addresses are path-style, which all such services know.
 */
import { openAsBlob } from 'node:fs';
import { AwsClient } from 'aws4fetch';

export interface BucketSettings {
  /** Where the bucket is, e.g. `https://s3.example.com/mailroom`; further path is put before every key. */
  url: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
}

/** Milliseconds for one request: an attachment may be large, and a line slow. */
const requestTimeout = 10 * 60_000;
/** For listing and deleting, which move no bytes. */
const shortTimeout = 30_000;
const retries = 2;

/** Our keys hold nothing that XML escapes. */
const keyInList = /<Key>([^<]*)<\/Key>/g;
const nextInList = /<NextContinuationToken>([^<]*)<\/NextContinuationToken>/;

export class Bucket {
  readonly #client: AwsClient;
  readonly #root: URL;
  /** Of the setting, before every key; empty or ending in a slash. */
  readonly #prefix: string;

  constructor({ url, region, accessKeyId, secretAccessKey }: BucketSettings) {
    this.#client = new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3', retries });
    const { origin, pathname } = new URL(url);
    const [bucket = '', ...rest] = pathname.split('/').filter(Boolean);
    this.#root = new URL(`/${bucket}`, origin);
    this.#prefix = rest.length === 0 ? '' : `${rest.join('/')}/`;
  }

  /** @param sha256 of the file, in hexadecimal: the service refuses bytes that changed on the way. */
  async put(key: string, path: string, sha256: string): Promise<void> {
    await this.#ask(this.#address(key), {
      method: 'PUT',
      body: await openAsBlob(path),
      headers: { 'x-amz-content-sha256': sha256, 'content-type': 'application/octet-stream' },
      signal: AbortSignal.timeout(requestTimeout),
    });
  }

  /** Its bytes, or null where there is none. */
  async get(key: string): Promise<AsyncIterable<Uint8Array> | null> {
    const answer = await this.#client.fetch(this.#address(key), {
      signal: AbortSignal.timeout(requestTimeout),
    });
    if (answer.status === 404) {
      await answer.body?.cancel();
      return null;
    }
    if (!answer.ok) throw await refused(answer);
    return chunksOf(answer);
  }

  async remove(key: string): Promise<void> {
    await this.#ask(this.#address(key), { method: 'DELETE', signal: AbortSignal.timeout(shortTimeout) });
  }

  /** Keys that begin with `prefix`, a thousand to a request. */
  async *keys(prefix: string): AsyncGenerator<string> {
    for (let token: string | undefined = ''; token !== undefined; ) {
      const address = new URL(this.#root);
      address.searchParams.set('list-type', '2');
      address.searchParams.set('prefix', `${this.#prefix}${prefix}`);
      if (token !== '') address.searchParams.set('continuation-token', token);
      const answer = await this.#ask(address.href, { signal: AbortSignal.timeout(shortTimeout) });
      const list = await answer.text();
      for (const [, key = ''] of list.matchAll(keyInList)) yield key.slice(this.#prefix.length);
      token = nextInList.exec(list)?.[1];
    }
  }

  #address(key: string): string {
    return `${this.#root.href}/${this.#prefix}${key}`;
  }

  async #ask(address: string, init: RequestInit): Promise<Response> {
    const answer = await this.#client.fetch(address, init);
    if (!answer.ok) throw await refused(answer);
    return answer;
  }
}

async function* chunksOf({ body }: Response): AsyncGenerator<Uint8Array> {
  const reader = body?.getReader();
  for (;;) {
    const chunk = await reader?.read();
    if (!chunk || chunk.done) return;
    yield chunk.value;
  }
}

/** The service's own words are for the log of whoever runs Mailroom. */
async function refused(answer: Response): Promise<Error> {
  const text = await answer.text().catch(() => '');
  const code = /<Code>([^<]{1,100})<\/Code>/.exec(text)?.[1] ?? '';
  return new Error(`the bucket answered ${answer.status} ${code}`.trim());
}
