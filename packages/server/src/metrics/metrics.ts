/**
 * What Prometheus is told. Labels are from closed lists, row numbers of provider apps, and routes as they were registered: never an address,
 * a name, a path as it was asked for, or anything of mail. Accounts are counted, not named.
 */
import { accountProvider, accountState, release, type Vitals, vital } from '@mailroom/model';
import type { Store } from '@mailroom/store';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Health } from '../health/health.ts';

export interface MetricsParts {
  store: Pick<Store, 'oversight' | 'providerApps'>;
  health: Pick<Health, 'vitals'>;
  /** Live streams that are open. */
  streams(): number;
}

/** Seconds; from what the store answers at once to what a person gives up on. */
const durations = [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

const judgement: Record<Vitals['state'], number> = { right: 1, unwell: 0.5, wrong: 0 };

export class Metrics {
  readonly #parts: MetricsParts;
  readonly #registry = new Registry();
  readonly #requests: Counter<'method' | 'route' | 'status'>;
  readonly #durations: Histogram<'method' | 'route'>;
  readonly #accounts = this.#gauge('mailroom_accounts', 'Linked mailboxes', ['provider', 'state']);
  readonly #unwell = this.#gauge('mailroom_accounts_unwell', 'Mailboxes that have not worked for an hour', [
    'provider',
  ]);
  readonly #oldest = this.#gauge(
    'mailroom_accounts_oldest_sync_timestamp_seconds',
    'When the watched mailbox that is furthest behind was last synchronised',
    ['provider'],
  );
  readonly #health = this.#gauge(
    'mailroom_health',
    'The whole: 1 right, 0.5 something needs somebody, 0 wrong',
    [],
  );
  readonly #vitals = this.#gauge('mailroom_part_health', 'What Mailroom stands on, judged alike', ['part']);
  readonly #failing = this.#gauge('mailroom_provider_app_failing', '1 while the provider refuses the app', [
    'provider_app',
    'provider',
  ]);
  readonly #expiry = this.#gauge(
    'mailroom_credential_expiry_timestamp_seconds',
    'End of the day on which a credential of a provider app ends',
    ['provider_app', 'credential'],
  );
  readonly #free = this.#gauge('mailroom_disk_free_bytes', 'Room left where the data directory lies', []);
  readonly #size = this.#gauge(
    'mailroom_disk_size_bytes',
    'Size of the volume that the data directory lies on',
    [],
  );
  readonly #streams = this.#gauge('mailroom_live_streams', 'Live streams that are open', []);

  constructor(parts: MetricsParts) {
    this.#parts = parts;
    const registers = [this.#registry];
    collectDefaultMetrics({ register: this.#registry });
    this.#requests = new Counter({
      name: 'mailroom_http_requests_total',
      help: 'Requests that were answered',
      labelNames: ['method', 'route', 'status'],
      registers,
    });
    this.#durations = new Histogram({
      name: 'mailroom_http_request_duration_seconds',
      help: 'Time from a request to the end of its answer',
      labelNames: ['method', 'route'],
      buckets: durations,
      registers,
    });
    this.#gauge('mailroom_build_info', 'Which Mailroom this is', ['version']).set({ version: release }, 1);
  }

  #gauge<Label extends string>(name: string, help: string, labelNames: readonly Label[]): Gauge<Label> {
    return new Gauge({ name, help, labelNames: [...labelNames], registers: [this.#registry] });
  }

  /** @param route as registered, e.g. `/api/v1/accounts/:id`; undefined for what no route answered. */
  answered(method: string, route: string | undefined, status: number, seconds: number): void {
    // A method of a stranger's own making would be a label of theirs.
    const labels = { method: methods.has(method) ? method : 'other', route: route ?? 'none' };
    this.#requests.inc({ ...labels, status: String(status) });
    this.#durations.observe(labels, seconds);
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  /** The text of one answer, counted now. */
  async text(): Promise<string> {
    const { health, store, streams } = this.#parts;
    const vitals = await health.vitals();
    this.#health.set(judgement[vitals.state]);
    for (const part of vital.options) this.#vitals.set({ part }, judgement[vitals.parts[part]]);
    this.#free.set(vitals.disk.free);
    this.#size.set(vitals.disk.size);
    this.#streams.set(streams());
    await this.#countAccounts(store);
    await this.#countApps(store);
    return this.#registry.metrics();
  }

  async #countAccounts({ oversight }: MetricsParts['store']): Promise<void> {
    const counts = await oversight.count();
    this.#oldest.reset();
    for (const provider of accountProvider.options) {
      const own = counts.filter((count) => count.provider === provider);
      this.#unwell.set(
        { provider },
        own.reduce((sum, { unwell }) => sum + unwell, 0),
      );
      for (const state of accountState.options) {
        this.#accounts.set({ provider, state }, own.find((count) => count.state === state)?.accounts ?? 0);
      }
      const oldest = own.find(({ state }) => state === 'watching')?.oldestSync ?? null;
      if (oldest !== null) this.#oldest.set({ provider }, oldest / 1000);
    }
  }

  async #countApps({ providerApps }: MetricsParts['store']): Promise<void> {
    this.#failing.reset();
    this.#expiry.reset();
    for (const { id, provider, failure, credentials } of await providerApps.list()) {
      this.#failing.set({ provider_app: id, provider }, failure === null ? 0 : 1);
      for (const { id: credential, expires } of credentials) {
        if (expires === null) continue;
        const over = Date.parse(`${expires}T00:00:00Z`) / 1000 + 24 * 60 * 60;
        this.#expiry.set({ provider_app: id, credential }, over);
      }
    }
  }
}

const methods = new Set(['GET', 'HEAD', 'POST', 'PATCH', 'PUT', 'DELETE', 'OPTIONS']);
