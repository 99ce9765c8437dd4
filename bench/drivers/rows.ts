import type { Cloud } from "../../kit/spec/index.ts";
import type { Comparison, Kind, Place } from "./contract.ts";

/** A driver of ours, and what it is compared with. */
export interface Row {
  readonly cloud: Cloud;
  readonly kind: Kind;
  /** As its vendor calls it. */
  readonly service: string;
  /** What calls it without us. */
  readonly client: string;
  /** The file of that. */
  readonly rival: URL;
}

/** Each is loaded when it is measured: what one loads would slow down others. */
const places: Readonly<Record<Cloud, () => Promise<Place>>> = {
  aws: async () => (await import("./places/aws.ts")).openAwsPlace(),
  gcp: async () => (await import("./places/gcp.ts")).openGooglePlace(),
  azure: async () => (await import("./places/azure.ts")).openAzurePlace(),
  cloudflare: async () => (await import("./places/cloudflare.ts")).openCloudflarePlace(),
};

export function toComparison({ cloud, kind, service, client, rival }: Row): Comparison {
  const driver = new URL(`../../kit/runtime/drivers/${kind}/${cloud}.ts`, import.meta.url);
  return {
    ours: { label: `${service}: Fourfold`, driver, kind },
    theirs: { label: `${service}: ${client}`, driver: rival, kind },
    open: places[cloud],
  };
}
