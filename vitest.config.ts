import { defineConfig } from 'vitest/config';

/**
 * A test file's suffix says what it needs, and its project gives it that much time and no more:
 * `.test.ts` nothing, `.rig.test.ts` in-process servers, `.live.test.ts` Debian's servers, `.e2e.ts` a browser.
 */
const anywhere = (suffix: string) => [`{packages,access,e2e,bench,faults,scripts}/**/*${suffix}`];

/** What a test waits for comes at once, or on a busy machine when its turn comes: Vitest's own second is too little for two cores under load. */
const patience = { expect: { poll: { timeout: 20_000 } } };

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...patience,
          name: 'plain',
          include: [...anywhere('.test.ts'), ...anywhere('.test.tsx')],
          exclude: [...anywhere('.rig.test.ts'), ...anywhere('.live.test.ts'), '**/node_modules/**'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          ...patience,
          name: 'rig',
          include: anywhere('.rig.test.ts'),
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          ...patience,
          name: 'live',
          include: anywhere('.live.test.ts'),
          testTimeout: 180_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          ...patience,
          name: 'e2e',
          include: anywhere('.e2e.ts'),
          globalSetup: './scripts/ensure-built.ts',
          testTimeout: 180_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
