import './node-version.ts';
import { ensureWebBuilt } from './web-build.ts';

await ensureWebBuilt();
