/** Every route of the web server, those of the contract and those written by hand: from the server itself, so that none can be forgotten. */
import { rm } from 'node:fs/promises';
import { defaultSettings } from '../config/read-settings.ts';
import { createApp } from '../http/app.ts';
import { createLog } from '../http/log.ts';
import type { Services } from '../services.ts';
import { fakeWebApp } from './web-directory.ts';

export interface RegisteredRoute {
  method: string;
  /** With `:name` parameters. */
  url: string;
}

/** What routes take while they are registered; whatever they do with it later is not done here. */
function servicesOfNobody(): Services {
  const known = {
    settings: defaultSettings({ port: 0, dataDir: '/nowhere' }),
    log: createLog({ level: 'silent' }),
    address: () => 'http://localhost',
    followers: { wake: () => undefined },
  };
  const nothing = new Proxy({}, { get: () => undefined });
  return new Proxy(known, {
    get: (object, name) => Reflect.get(object, name) ?? nothing,
  }) as unknown as Services;
}

/** Without a server: nothing is started, nothing listens. HEAD, which is GET without a body, is left out. */
export async function routeTable(): Promise<RegisteredRoute[]> {
  const webDirectory = await fakeWebApp();
  const table: RegisteredRoute[] = [];
  try {
    const app = await createApp({
      services: servicesOfNobody(),
      webDirectory,
      onRoute: ({ method, url }) => {
        for (const each of [method].flat()) if (each !== 'HEAD') table.push({ method: each, url });
      },
    });
    await app.ready();
    await app.close();
    return table;
  } finally {
    await rm(webDirectory, { recursive: true });
  }
}
