import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';

export const openApiPath = '/api/v1/openapi.json';

/** The OpenAPI 3.1 document, made from the contract while its routes are registered; must be called before them. */
export async function openApi(app: FastifyInstance, address: () => string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Mailroom',
        version: '1',
        description:
          'Every answer with a status of 400 or more has a `failure`: who failed, what kind, what may be done next. Messages, attachments and sources are downloads beside this document; /api/v1/live is a stream of server-sent events.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: 'mailroom.session_token' },
          key: { type: 'http', scheme: 'bearer', description: 'An API key; what it may is its scopes.' },
        },
      },
      security: [{ session: [] }, { key: [] }],
    },
    transform: jsonSchemaTransform,
  });
  app.get(openApiPath, { schema: { hide: true } }, async () => ({
    ...app.swagger(),
    servers: [{ url: address() }],
  }));
}
