/** `npm start`: builds the web app when needed, then is the server. */
import './node-version.ts';
import { ensureWebBuilt } from './web-build.ts';

if (!process.argv.includes('--help')) await ensureWebBuilt();
await import('../packages/server/src/main.ts');
