import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { compressed } from './compress-plugin.ts';
import { mailFrame } from './mail-frame-plugin.ts';

/** Where `npm start` listens; the development server passes on what is not the app. */
const server = process.env.MAILROOM_DEV_SERVER ?? 'http://localhost:3300';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react(), mailFrame(), compressed()],
  build: { outDir: 'dist', emptyOutDir: true, assetsInlineLimit: 0 },
  server: {
    proxy: Object.fromEntries(['/api', '/oauth2', '/mail-inline'].map((path) => [path, { target: server }])),
  },
});
