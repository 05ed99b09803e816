/** The web app's built files, and its first page for every address that is a screen of it. */
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { StartProblem } from '../start/start-problem.ts';
import { answerFailure } from './error-handler.ts';
import { notFound } from './refusals.ts';

/** Paths below these are answered with JSON or not at all, never with the app's first page. */
const notScreens = /^\/(api|assets|oauth2|mail-frame|mail-inline)(\/|$)/;

/** Throws a `StartProblem` unless the app was built into `directory`. */
export async function requireWebApp(directory: string): Promise<void> {
  await access(join(directory, 'index.html')).catch((thrown: unknown) => {
    throw new StartProblem(`The web app is not built in ${directory}; run: npm run build`, { cause: thrown });
  });
}

function wantsScreen(request: FastifyRequest): boolean {
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  return isRead && !notScreens.test(request.url) && (request.headers.accept ?? '').includes('text/html');
}

/**
 * Serves the files, compressed where the build left a `.br` or `.gz` beside one. Files under /assets carry a hash of their
 * content in their name and never change; the first page must be asked for each time, or an upgrade would not be seen.
 */
export async function webApp(app: FastifyInstance, directory: string): Promise<void> {
  await app.register(fastifyStatic, {
    root: directory,
    wildcard: true,
    index: ['index.html'],
    preCompressed: true,
    allowedPath: (path) => !path.startsWith('/mail-frame.'),
    setHeaders: (reply, path) => {
      const hashed = path.startsWith(join(directory, 'assets'));
      reply.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
    cacheControl: false,
  });
}

/** What is neither a route nor a file: a screen of the app, or not found. */
export function screensOrNotFound(app: FastifyInstance, options: { hasWebApp: boolean }): void {
  app.setNotFoundHandler(async (request: FastifyRequest, reply: FastifyReply) => {
    if (options.hasWebApp && wantsScreen(request)) return reply.sendFile('index.html');
    return answerFailure(notFound(), request, reply);
  });
}
