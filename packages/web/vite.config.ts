import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { compressed } from './compress-plugin.ts';
import { mailFrame } from './mail-frame-plugin.ts';

/** Where `npm start` listens; the development server passes on what is not the app. */
const server = process.env.MAILROOM_DEV_SERVER ?? 'http://localhost:3300';

export default defineConfig(({ command }) => {
  // What is built is what is served: a test runner's own NODE_ENV would otherwise put React's development build, twice as large, in it.
  if (command === 'build') process.env.NODE_ENV = 'production';
  return {
    root: fileURLToPath(new URL('.', import.meta.url)),
    plugins: [react(), mailFrame(), compressed()],
    build: { outDir: 'dist', emptyOutDir: true, assetsInlineLimit: 0 },
    server: {
      proxy: Object.fromEntries(
        ['/api', '/oauth2', '/mail-inline'].map((path) => [path, { target: server }]),
      ),
    },
  };
});
