import { numberAt, recordAt } from "../../../contract/read.ts";
import type { Clock, Properties, StoredResource } from "../../../contract.ts";
import { quotas } from "./apis.ts";

/** A token bucket: a request takes a token; tokens come back at the rate, up to the burst. */
class TokenBucket {
  readonly rate: number;
  readonly burst: number;
  #tokens: number;
  #filledAt: number;

  /** @param rate - Requests per second. @param burst - Concurrent requests. */
  constructor(rate: number, burst: number, now: number) {
    this.rate = rate;
    this.burst = burst;
    this.#tokens = burst;
    this.#filledAt = now;
  }

  take(now: number): boolean {
    this.#tokens = Math.min(this.burst, this.#tokens + ((now - this.#filledAt) / 1_000) * this.rate);
    this.#filledAt = now;
    if (this.#tokens < 1) return false;
    this.#tokens--;
    return true;
  }
}

/**
 * Limits the requests of each account in a region, and those to a route if it or its stage has limits.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html
 */
export class Throttle {
  readonly #clock: Clock;
  readonly #buckets = new Map<string, TokenBucket>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Whether a request may pass. */
  mayPass(stage: StoredResource, routeKey: string): boolean {
    const now = this.#clock.now();
    const { inputs, scope } = stage;
    const ofAccount = this.#bucketFor(`${scope.account} ${scope.region}`, quotas.rate, quotas.burst);
    const own = inputs.routeSettings;
    const settings: readonly Properties[] = Array.isArray(own) ? own : [];
    const route = settings.find((one) => one.routeKey === routeKey);
    const limits = route ?? recordAt(inputs.defaultRouteSettings);
    const rate = numberAt(limits.throttlingRateLimit) ?? quotas.rate;
    const burst = numberAt(limits.throttlingBurstLimit) ?? quotas.burst;
    const ofRoute = this.#bucketFor(JSON.stringify([scope, inputs.apiId, stage.id, routeKey]), rate, burst);
    return ofRoute.take(now) && ofAccount.take(now);
  }

  #bucketFor(key: string, rate: number, burst: number): TokenBucket {
    const known = this.#buckets.get(key);
    if (known?.rate === rate && known.burst === burst) return known;
    const bucket = new TokenBucket(rate, burst, this.#clock.now());
    this.#buckets.set(key, bucket);
    return bucket;
  }
}
