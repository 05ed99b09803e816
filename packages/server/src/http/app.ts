/** The web server: hooks in the order a request passes them, then the routes. */
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import { livePath, oauthCallbackPath, openIdCallbackPath } from '@mailroom/model/api/index';
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  LogController,
  type RouteOptions,
} from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { auditExportRoute } from '../audit/export-route.ts';
import { authRoutes } from '../auth/routes.ts';
import { inlineImageRoute } from '../display/inline-image.ts';
import { mailFrameRoute } from '../display/mail-frame.ts';
import { downloadRoutes } from '../download/routes.ts';
import { healthRoutes } from '../health/routes.ts';
import { liveRoute } from '../live/route.ts';
import { metricsRoutes } from '../metrics/routes.ts';
import { callbackRoute, openIdCallbackRoute } from '../oauth/callback.ts';
import { logoRoute } from '../organisation/logo-route.ts';
import { pictureRoute } from '../people/picture-route.ts';
import type { Services } from '../services.ts';
import { contractRoutes } from './contract-routes.ts';
import { refuseCrossSite } from './cross-site.ts';
import { answerFailure } from './error-handler.ts';
import { checkLimits } from './limits.ts';
import { openApi } from './openapi.ts';
import { logAnswer } from './request-log.ts';
import { securityHeaders } from './security-headers.ts';
import { screensOrNotFound, webApp } from './web-app.ts';

/** Reached by a GET, and yet they change something. */
const callbacks: ReadonlySet<string> = new Set([oauthCallbackPath, openIdCallbackPath]);

/** Requests per minute and network: far above what screens and a script need, far below what harms. */
const requestsPerMinute = 6000;

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; empty before a session was found. */
    personId: string;
  }
}

export interface AppOptions {
  services: Services;
  /** Directory of the built web app; null serves the API alone. */
  webDirectory: string | null;
  /** Lets everybody ask as often as they like: for tests that ask more than a thousand people would. */
  unlimited?: boolean | undefined;
  /** Told of every route as it is registered. */
  onRoute?: ((route: RouteOptions) => void) | undefined;
}

export async function createApp({
  services,
  webDirectory,
  unlimited = false,
  onRoute,
}: AppOptions): Promise<FastifyInstance> {
  const { settings, followers } = services;
  const loggerInstance: FastifyBaseLogger = services.log;
  const app = Fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: settings.trustProxy.length > 0 ? [...settings.trustProxy] : false,
    bodyLimit: 64 * 1024,
    requestTimeout: 60_000,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 500 },
    // A request id from outside could forge lines of the log.
    requestIdHeader: false,
  });
  if (onRoute) app.addHook('onRoute', onRoute);
  // What a form of another site's page can send without being asked about it (Fetch, "CORS-safelisted" types) is not even read.
  app.removeContentTypeParser('text/plain');
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler(answerFailure);
  app.decorateRequest('personId', '');

  await app.register(helmet, securityHeaders({ secure: services.address().startsWith('https:') }));
  await app.register(rateLimit, { global: false, ipv6Subnet: 64, allowList: () => unlimited });
  const perNetwork = app.createRateLimit({ max: requestsPerMinute, timeWindow: '1 minute' });

  app.addHook('onRequest', async (_request, reply) => {
    reply.header('cache-control', 'no-store');
  });
  app.addHook('onRequest', (request) => checkLimits(request, perNetwork));
  app.addHook('onRequest', refuseCrossSite(services.address, new Set([livePath])));
  app.addHook('onResponse', logAnswer);
  app.addHook('onResponse', async (request) => {
    if (request.method !== 'GET' || callbacks.has(request.routeOptions.url ?? '')) followers.wake();
  });

  await openApi(app, services.address);
  metricsRoutes(app, services);
  healthRoutes(app, services);
  logoRoute(app, services);
  authRoutes(app, services);
  contractRoutes(app, services);
  callbackRoute(app, services);
  openIdCallbackRoute(app, services);
  downloadRoutes(app, services);
  auditExportRoute(app, services);
  pictureRoute(app, services);
  liveRoute(app, services);
  inlineImageRoute(app, services);
  if (webDirectory !== null) {
    await mailFrameRoute(app, webDirectory);
    await webApp(app, webDirectory);
  }
  screensOrNotFound(app, { hasWebApp: webDirectory !== null });
  return app;
}
