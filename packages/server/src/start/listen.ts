import type { FastifyInstance } from 'fastify';
import type { Settings } from '../config/settings.ts';
import { StartProblem } from './start-problem.ts';

function sentence(code: string, { host, port }: Settings): string | null {
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} is taken by another program; stop it, or choose another port with MAILROOM_PORT.`;
    case 'EACCES':
      return `Port ${port} may not be used by this user; choose another with MAILROOM_PORT.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `This machine has no network address ${host}; choose another with MAILROOM_HOST.`;
    default:
      return null;
  }
}

/** Milliseconds that requests under way have to end. */
const patience = 3000;

/** Takes no more requests, lets those under way end, and cuts those that do not in time. */
export async function closeApp(app: FastifyInstance): Promise<void> {
  const timer = setTimeout(() => app.server.closeAllConnections(), patience);
  await app.close();
  clearTimeout(timer);
}

/** Listens, and answers the port. Throws a `StartProblem` for a port that cannot be had. */
export async function listen(app: FastifyInstance, settings: Settings): Promise<number> {
  try {
    await app.listen({ host: settings.host, port: settings.port });
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
    const told = sentence(code, settings);
    throw told ? new StartProblem(told, { cause: thrown }) : thrown;
  }
  const bound = app.server.address();
  return typeof bound === 'object' && bound ? bound.port : settings.port;
}
