import type { Cloud, PerCloud } from "../../clouds.ts";
import { FourfoldError } from "../../errors.ts";
import { type Conditions, toConditions, type Where } from "../where.ts";
import { toPubSub } from "./pubsub.ts";
import { toServiceBus } from "./service-bus.ts";
import { combinationsOf, toSns } from "./sns.ts";

/** The filter language of a cloud, and how large a filter can be in it. */
interface Language {
  /** The filter in the cloud's own language; on Workers the publisher reads it as it is. */
  write(conditions: Conditions): string;
  /** How large a filter is, and in what unit. @default any size is allowed */
  readonly size?: { readonly unit: string; readonly most: number; of(conditions: Conditions): number };
  readonly source: string;
}

const languages: PerCloud<Language> = {
  aws: {
    write: toSns,
    size: { unit: "combinations of values", most: 150, of: combinationsOf },
    source: "https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html",
  },
  gcp: {
    write: toPubSub,
    size: { unit: "bytes", most: 256, of: (conditions) => Buffer.byteLength(toPubSub(conditions)) },
    source: "https://cloud.google.com/pubsub/docs/subscription-message-filter",
  },
  azure: {
    write: toServiceBus,
    size: { unit: "characters", most: 1_024, of: (conditions) => toServiceBus(conditions).length },
    source: "https://learn.microsoft.com/azure/service-bus-messaging/service-bus-quotas",
  },
  cloudflare: { write: JSON.stringify, source: "https://developers.cloudflare.com/queues/" },
};

/**
 * A filter in a cloud's own language.
 * @param where - The subscription as errors name it: `Function "notify"`.
 * @returns `undefined` for a filter that lets everything through
 * @throws FourfoldError `ERR_LIMIT` for one that is too large for the cloud.
 */
export function settleWhere(asked: Where, cloud: Cloud, where: string): string | undefined {
  const conditions = toConditions(asked);
  if (Object.keys(conditions).length === 0) return undefined;
  const { write, size, source } = languages[cloud];
  const found = size?.of(conditions) ?? 0;
  if (size === undefined || found <= size.most) return write(conditions);
  throw new FourfoldError("ERR_LIMIT", {
    where,
    what: `its filter has ${found.toLocaleString("en")} ${size.unit}, and ${cloud} takes ${size.most.toLocaleString("en")} (${source}).`,
    fix: "Ask for fewer or shorter values, or filter by an attribute that says it in one word.",
  });
}
