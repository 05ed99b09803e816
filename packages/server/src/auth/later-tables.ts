/**
 * The tables of passkeys and API keys. The parts of better-auth that fill them are loaded when somebody makes one (later-parts.ts), with
 * the cryptography they bring; their tables are there from the start, for they are read at sign-in. The shapes are better-auth's:
 * a test holds them to its own.
 */
import type { BetterAuthPlugin } from 'better-auth';

export const passkeyTable = 'auth_passkeys';
export const keyTable = 'auth_keys';

const person = { model: 'user', field: 'id' } as const;

export const laterTables = {
  id: 'mailroom-later-tables',
  schema: {
    passkey: {
      modelName: passkeyTable,
      fields: {
        name: { type: 'string', required: false },
        publicKey: { type: 'string', required: true },
        userId: { type: 'string', required: true, references: person, index: true },
        credentialID: { type: 'string', required: true, index: true },
        counter: { type: 'number', required: true },
        deviceType: { type: 'string', required: true },
        backedUp: { type: 'boolean', required: true },
        transports: { type: 'string', required: false },
        createdAt: { type: 'date', required: false },
        aaguid: { type: 'string', required: false },
      },
    },
    apikey: {
      modelName: keyTable,
      fields: {
        configId: { type: 'string', required: true, defaultValue: 'default', index: true },
        name: { type: 'string', required: false },
        start: { type: 'string', required: false },
        referenceId: { type: 'string', required: true, index: true },
        prefix: { type: 'string', required: false },
        key: { type: 'string', required: true, index: true },
        refillInterval: { type: 'number', required: false },
        refillAmount: { type: 'number', required: false },
        lastRefillAt: { type: 'date', required: false },
        enabled: { type: 'boolean', required: false, defaultValue: true },
        rateLimitEnabled: { type: 'boolean', required: false, defaultValue: true },
        rateLimitTimeWindow: { type: 'number', required: false },
        rateLimitMax: { type: 'number', required: false },
        requestCount: { type: 'number', required: false, defaultValue: 0 },
        remaining: { type: 'number', required: false },
        lastRequest: { type: 'date', required: false },
        expiresAt: { type: 'date', required: false },
        createdAt: { type: 'date', required: true },
        updatedAt: { type: 'date', required: true },
        permissions: { type: 'string', required: false },
        metadata: { type: 'string', required: false },
      },
    },
  },
} satisfies BetterAuthPlugin;
