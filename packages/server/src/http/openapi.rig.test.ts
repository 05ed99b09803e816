import { keyScopeOf, type RouteName, routes } from '@mailroom/model/api/index';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { routeNames } from '../testing/requests.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';

const schema = z.record(z.string(), z.unknown());
const operation = z.object({
  operationId: z.string(),
  summary: z.string(),
  tags: z.array(z.string()),
  security: z.array(schema).optional(),
  parameters: z
    .array(z.object({ name: z.string(), in: z.enum(['path', 'query']), required: z.boolean(), schema }))
    .optional(),
  requestBody: z.object({ content: z.object({ 'application/json': z.object({ schema }) }) }).optional(),
  responses: z.record(
    z.string(),
    z.object({
      description: z.string().min(1),
      content: z.object({ 'application/json': z.object({ schema }) }).optional(),
    }),
  ),
});
const document = z.object({
  openapi: z.literal('3.1.0'),
  info: z.object({ title: z.string(), version: z.string(), license: schema }),
  servers: z.array(z.object({ url: z.url() })),
  security: z.array(schema),
  components: z.object({ securitySchemes: schema, schemas: schema.optional() }),
  paths: z.record(z.string(), z.record(z.string(), operation)),
});

let server: TestServer;
let described: z.infer<typeof document>;
beforeAll(async () => {
  server = await startTestServer();
  described = document.parse((await server.browser().ask('/api/v1/openapi.json')).json);
});
afterAll(() => server.close());

function operationOf(name: RouteName): z.infer<typeof operation> | undefined {
  const { path, method } = routes[name];
  return described.paths[path.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()];
}

function references(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(references);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === '$ref' && typeof inner === 'string' ? [inner] : references(inner),
  );
}

describe('the OpenAPI document', () => {
  it.each(routeNames)('describes %s as the contract does', (name) => {
    const route = routes[name];
    const found = operationOf(name);
    expect(found).toMatchObject({ operationId: name, summary: route.summary, tags: [route.tag] });
    const inPath = [...route.path.matchAll(/:(\w+)/g)].map(([, parameter]) => parameter);
    const told = found?.parameters?.filter((parameter) => parameter.in === 'path') ?? [];
    expect(told.map(({ name: parameter, required }) => [parameter, required])).toEqual(
      inPath.map((parameter) => [parameter, true]),
    );
    expect(found?.requestBody !== undefined).toBe('body' in route);
    const ok = found?.responses[route.response ? '200' : '204'];
    expect(ok?.content !== undefined).toBe(route.response !== null);
    // Without a word of its own the document's counts: a session or a key.
    const byKey = keyScopeOf(route) === null ? [{ session: [] }] : undefined;
    expect(found?.security).toEqual(route.access === 'public' ? [] : byKey);
  });

  it.each(routeNames)('tells what a refusal of %s looks like', (name) => {
    const refusal = operationOf(name)?.responses['4XX'];
    expect(refusal?.content?.['application/json'].schema).toMatchObject({
      type: 'object',
      required: ['failure'],
    });
  });

  it('describes nothing else', () => {
    const operations = Object.values(described.paths).flatMap((path) => Object.keys(path));
    expect(operations).toHaveLength(routeNames.length);
  });

  it('has no reference that leads nowhere', () => {
    for (const reference of references(described)) {
      const found = reference
        .replace(/^#\//, '')
        .split('/')
        .reduce<unknown>((inner, key) => (inner as Record<string, unknown> | undefined)?.[key], described);
      expect([reference, found]).not.toEqual([reference, undefined]);
    }
  });
});
