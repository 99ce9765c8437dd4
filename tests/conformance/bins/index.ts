import type { Cloud, PerCloud } from "fourfold";
import type { KeptMessage } from "../../../kit/conformance/consumes/target.ts";
import type { Simulator } from "../../../kit/simulator/index.ts";
import { openAwsBins } from "./aws.ts";
import { openAzureBins } from "./azure.ts";
import { openCloudflareBins } from "./cloudflare.ts";
import { openGcpBins } from "./gcp.ts";

/** What a queue's handle says, and that of its delivery. */
export type Attributes = Readonly<Record<string, string>>;

/** What lies in queues, by the vendor's own client. */
export interface Bins {
  list(queue: Attributes, where: "itself" | "dead letters"): Promise<readonly KeptMessage[]>;
  redrive(queue: Attributes): Promise<number>;
  put(queue: Attributes, text: string): Promise<void>;
}

const openers: PerCloud<(simulator: Simulator) => Promise<Bins>> = {
  aws: openAwsBins,
  gcp: openGcpBins,
  azure: openAzureBins,
  cloudflare: openCloudflareBins,
};

export const openBins = (simulator: Simulator, cloud: Cloud): Promise<Bins> => openers[cloud](simulator);
