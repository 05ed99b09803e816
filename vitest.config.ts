import { defineConfig } from 'vitest/config';

/**
 * A test file's suffix says what it needs, and its project gives it that much time and no more:
 * `.test.ts` nothing, `.rig.test.ts` in-process servers, `.live.test.ts` Debian's servers, `.e2e.ts` a browser.
 */
const anywhere = (suffix: string) => [`{packages,access,e2e,bench,faults,scripts}/**/*${suffix}`];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'plain',
          include: [...anywhere('.test.ts'), ...anywhere('.test.tsx')],
          exclude: [...anywhere('.rig.test.ts'), ...anywhere('.live.test.ts'), '**/node_modules/**'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: { name: 'rig', include: anywhere('.rig.test.ts'), testTimeout: 60_000, hookTimeout: 60_000 },
      },
      {
        test: {
          name: 'live',
          include: anywhere('.live.test.ts'),
          testTimeout: 180_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
      {
        test: {
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
