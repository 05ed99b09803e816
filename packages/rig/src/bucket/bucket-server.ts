/**
 * S3-compatible storage in memory: PUT, GET with ranges, HEAD, DELETE and ListObjectsV2 of one bucket, path-style. Every request must be
 * signed, and an object must be what its announced SHA-256 says.
 */
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isSigned, type Keys } from './signature.ts';

export interface BucketServer extends Keys {
  /** Of the bucket. */
  url: string;
  objects: Map<string, Buffer>;
  /** `GET key`, in order; refused ones too. */
  requests: string[];
  /** Every request is answered 503 while it is set. */
  down: boolean;
  close(): Promise<void>;
}

const bucket = 'mail';
const keysPerPage = 2;

export async function startBucketServer(): Promise<BucketServer> {
  const keys = { region: 'practice-1', accessKeyId: 'practice', secretAccessKey: 'practice secret' };
  const world = { objects: new Map<string, Buffer>(), requests: [] as string[], down: false };
  const server = createServer((request, response) => {
    void answer(request, response, keys, world);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return Object.assign(world, keys, {
    url: `http://127.0.0.1:${port}/${bucket}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
}

type World = Pick<BucketServer, 'objects' | 'requests' | 'down'>;

async function answer(request: IncomingMessage, response: ServerResponse, keys: Keys, world: World) {
  const url = new URL(request.url ?? '/', 'http://bucket');
  const key = decodeURIComponent(url.pathname.slice(bucket.length + 2));
  world.requests.push(`${request.method} ${key}`);
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  const refuse = (status: number, code: string) =>
    response.writeHead(status).end(request.method === 'HEAD' ? '' : `<Error><Code>${code}</Code></Error>`);
  if (world.down) return refuse(503, 'SlowDown');
  if (!isSigned(request, keys, new Date())) return refuse(403, 'SignatureDoesNotMatch');
  if (!url.pathname.startsWith(`/${bucket}`)) return refuse(404, 'NoSuchBucket');
  if (key === '') return response.end(list(world.objects, url.searchParams));
  if (request.method === 'PUT') {
    const told = request.headers['x-amz-content-sha256'];
    if (told !== createHash('sha256').update(body).digest('hex')) return refuse(400, 'BadDigest');
    world.objects.set(key, body);
    return response.end();
  }
  const object = world.objects.get(key);
  if (request.method === 'DELETE') {
    world.objects.delete(key);
    return response.writeHead(204).end();
  }
  if (!object) return refuse(404, 'NoSuchKey');
  const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '') ?? [];
  const part = from === undefined ? object : object.subarray(Number(from), to ? Number(to) + 1 : undefined);
  response.writeHead(from === undefined ? 200 : 206, { 'content-length': part.byteLength });
  return response.end(request.method === 'HEAD' ? undefined : part);
}

function list(objects: ReadonlyMap<string, Buffer>, query: URLSearchParams): string {
  const prefix = query.get('prefix') ?? '';
  const after = query.get('continuation-token') ?? '';
  const found = [...objects.keys()].filter((key) => key.startsWith(prefix) && key > after).sort();
  const page = found.slice(0, keysPerPage);
  const next =
    found.length > page.length ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : '';
  const contents = page.map((key) => `<Contents><Key>${key}</Key></Contents>`).join('');
  return `<ListBucketResult>${contents}${next}</ListBucketResult>`;
}
