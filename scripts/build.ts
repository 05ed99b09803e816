import './node-version.ts';
import { ensureBuilt } from './ensure-built.ts';

await ensureBuilt();
