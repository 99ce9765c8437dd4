import { numberAt, requiredText, textAt } from "../../../contract/read.ts";
import { CloudError, type StoredResource, type World } from "../../../contract.ts";
import { within } from "../durations.ts";
import type { FunctionsService } from "../functions/index.ts";
import type { Tokens } from "../iam/index.ts";
import type { Broker, Delivery } from "./broker.ts";
import { messageOf } from "./message.ts";
import { Pace } from "./pace.ts";

/** The statuses that acknowledge a message. https://cloud.google.com/pubsub/docs/push#receive_push */
const acknowledging: readonly number[] = [102, 200, 201, 202, 204];

/** How much longer than its push may take a message is held, in seconds, so that the end of the push decides. */
const spare = 60;

/** What pushing needs. */
export interface PushTools {
  readonly world: World;
  readonly broker: Broker;
  readonly functions: FunctionsService;
  readonly tokens: Tokens;
}

/** Pushes the messages of one subscription to its endpoint, each in a request of its own. */
export class Pusher {
  readonly #tools: PushTools;
  readonly #pace = new Pace();
  #subscription: StoredResource;
  #underWay = 0;
  #stopped = false;
  #cancelPause: (() => void) | undefined;
  readonly #unwatch: () => void;

  constructor(subscription: StoredResource, tools: PushTools) {
    this.#tools = tools;
    this.#subscription = subscription;
    // Pushes may have been in progress when the simulator ended.
    tools.broker.release(subscription);
    this.#unwatch = tools.broker.watch(subscription, () => this.#pump());
  }

  /** Continues with changed settings. */
  change(subscription: StoredResource): void {
    this.#subscription = subscription;
  }

  /** Stops pushing. Pushes in progress are not awaited, and count as lost. */
  stop(): void {
    this.#stopped = true;
    this.#cancelPause?.();
    this.#unwatch();
  }

  #pump(): void {
    const free = this.#pace.window - this.#underWay;
    if (this.#stopped || this.#cancelPause !== undefined) return;
    const { broker } = this.#tools;
    for (const delivery of broker.take(this.#subscription, free, this.#deadline() + spare)) void this.#push(delivery);
  }

  async #push(delivery: Delivery): Promise<void> {
    const { broker } = this.#tools;
    this.#underWay += 1;
    const failure = await this.#call(delivery);
    this.#underWay -= 1;
    if (this.#stopped) return;
    if (failure === undefined) {
      this.#pace.succeeded();
      broker.acknowledge(this.#subscription, delivery.ackId);
    } else {
      this.#pause(this.#pace.failed());
      this.#log(delivery, failure);
      broker.nack(this.#subscription, delivery.ackId);
    }
    this.#pump();
  }

  #pause(milliseconds: number): void {
    this.#cancelPause?.();
    this.#cancelPause = this.#tools.world.clock.after(milliseconds, () => {
      this.#cancelPause = undefined;
      this.#pump();
    });
  }

  /** "This value is also used to set the request timeout". https://cloud.google.com/pubsub/docs/reference/rest/v1/projects.subscriptions#Subscription */
  #deadline(): number {
    return numberAt(this.#subscription.outputs, "ackDeadlineSeconds") ?? 10;
  }

  /** Pushes one message. Returns what went wrong, if anything did. */
  async #call(delivery: Delivery): Promise<string | undefined> {
    const { functions, world } = this.#tools;
    const seconds = this.#deadline();
    try {
      const url = requiredText(this.#subscription.inputs, "pushConfig.pushEndpoint");
      const call = functions.call({ url, headers: await this.#headersFor(url), body: this.#bodyOf(delivery) });
      const answer = await within(world.clock, seconds, call, undefined);
      if (answer === undefined) return `The endpoint did not answer within ${seconds} s.`;
      return acknowledging.includes(answer.status) ? undefined : `The endpoint answered ${answer.status}.`;
    } catch (error) {
      if (error instanceof CloudError) return `${error.code}: ${error.message}`;
      throw error;
    }
  }

  /** https://cloud.google.com/pubsub/docs/authenticate-push-subscriptions */
  async #headersFor(url: string): Promise<Record<string, string>> {
    const { inputs } = this.#subscription;
    const account = textAt(inputs, "pushConfig.oidcToken.serviceAccountEmail");
    const audience = textAt(inputs, "pushConfig.oidcToken.audience") || url;
    const token = account === undefined ? undefined : await this.#tools.tokens.identity(account, audience);
    return {
      "content-type": "application/json",
      // https://developers.google.com/search/docs/crawling-indexing/google-special-case-crawlers#apis-google
      "user-agent": "APIs-Google; (+https://developers.google.com/webmasters/APIs-Google.html)",
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    };
  }

  /** https://cloud.google.com/pubsub/docs/push#receive_push, where id and time occur twice. */
  #bodyOf(delivery: Delivery): string {
    const { deliveryAttempt, messageId, publishTime } = delivery;
    return JSON.stringify({
      ...(deliveryAttempt === undefined ? {} : { deliveryAttempt }),
      message: { ...messageOf(delivery), message_id: messageId, publish_time: publishTime },
      subscription: this.#subscription.id,
    });
  }

  #log({ messageId }: Delivery, failure: string): void {
    const { logs, clock } = this.#tools.world;
    const group = requiredText(this.#subscription.inputs, "name");
    const message = `The push of message ${messageId} by ${group} failed: ${failure}`;
    logs.append({ cloud: "gcp", group, time: clock.now(), text: JSON.stringify({ severity: "ERROR", message }) });
  }
}
