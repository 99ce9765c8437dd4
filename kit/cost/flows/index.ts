import * as aws from "./aws.ts";
import * as azure from "./azure.ts";
import * as cloudflare from "./cloudflare.ts";
import type { Flow, Timer } from "./contract.ts";
import * as gcp from "./gcp.ts";

const clouds = [aws, gcp, azure, cloudflare];

/** What says itself how often it runs, by type. */
export const timers: ReadonlyMap<string, Timer> = new Map(
  clouds.flatMap((cloud) => cloud.timers).map((timer) => [timer.type, timer]),
);

/** Usage that follows from that of others, by type. */
export const flows: ReadonlyMap<string, readonly Flow[]> = Map.groupBy(
  clouds.flatMap((cloud) => cloud.flows),
  ({ type }) => type,
);
