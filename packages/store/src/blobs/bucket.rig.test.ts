import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type BucketServer, startBucketServer } from '@mailroom/rig/bucket/bucket-server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silent, temporaryDirectory } from '../testing/world.ts';
import { BlobFiles } from './blob-files.ts';
import { BlobStore } from './blob-store.ts';
import { Bucket } from './bucket.ts';

let server: BucketServer;
beforeEach(async () => {
  server = await startBucketServer();
});
afterEach(() => server.close());

async function* bytes(...chunks: string[]) {
  for (const chunk of chunks) yield Buffer.from(chunk);
}

async function world(settings: Partial<BucketServer> = {}) {
  const directory = join(await temporaryDirectory(), 'blobs');
  const bucket = new Bucket({ ...server, url: `${server.url}/of/mailroom`, ...settings });
  const blobs = new BlobStore({ files: new BlobFiles(directory), bucket, log: silent });
  return { blobs, bucket, letGo: () => rm(directory, { recursive: true }) };
}

describe('blobs in a bucket', () => {
  it('come back from it when the folder has let them go', async () => {
    const { blobs, letGo } = await world();
    await blobs.write('1-2-3', bytes('in ', 'full'));
    expect(server.objects.get('of/mailroom/1-2-3')?.toString()).toBe('in full');
    await letGo();
    expect(await blobs.has('1-2-3')).toBe(true);
    expect(await readFile(blobs.path('1-2-3'), 'utf8')).toBe('in full');
    expect(await blobs.has('1-2-4')).toBe(false);
    server.requests.length = 0;
    expect(await blobs.has('1-2-3')).toBe(true);
    expect(server.requests).toEqual([]);
  });

  it('are deleted there with their messages and accounts, page by page, and nothing else', async () => {
    const { blobs } = await world();
    for (const key of ['1-2-1', '1-2-source', '1-22-1', '1-3-1', '1-4-1', '12-2-1'])
      await blobs.write(key, bytes(key));
    await blobs.removeOfMessages(1, [2, 4]);
    const left = () => [...server.objects.keys()].map((key) => key.replace('of/mailroom/', ''));
    expect(left()).toEqual(['1-22-1', '1-3-1', '12-2-1']);
    await blobs.removeAll('1-');
    expect(left()).toEqual(['12-2-1']);
  });

  it('are kept in the folder while it does not answer, and asked of the provider', async () => {
    const { blobs, letGo } = await world();
    server.down = true;
    await blobs.write('1-2-3', bytes('x'));
    expect(await blobs.has('1-2-3')).toBe(true);
    await letGo();
    expect(await blobs.has('1-2-3')).toBe(false);
    await expect(blobs.removeAll('1-')).rejects.toThrow('503 SlowDown');
  });

  it('are neither read nor written with another secret', async () => {
    const { bucket, blobs } = await world({ secretAccessKey: 'another' });
    await blobs.write('1-2-3', bytes('x'));
    expect(server.objects.size).toBe(0);
    await expect(bucket.get('1-2-3')).rejects.toThrow('403 SignatureDoesNotMatch');
  });

  it('are refused where the bytes changed on the way', async () => {
    const { bucket, blobs } = await world();
    await blobs.write('1-2-3', bytes('x'));
    await expect(bucket.put('1-2-4', blobs.path('1-2-3'), '0'.repeat(64))).rejects.toThrow('BadDigest');
  });
});
