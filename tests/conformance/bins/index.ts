import { randomBytes } from "node:crypto";
import type { Cloud, PerCloud } from "fourfold";
import type { ApiRequest } from "../../../kit/conformance/consumes/handlers/ask.ts";
import type { KeptMessage, Verb } from "../../../kit/conformance/consumes/target.ts";
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
  /** What the cloud's API is asked, without what shows who asks. */
  request(verb: Verb, queue: Attributes, where: "itself" | "dead letters"): ApiRequest;
  /** How somebody would hand a message to a function of the set by its addresses, where it has any. */
  calls(name: string, item: object): readonly ApiRequest[];
  /** What shows whoever asks to be somebody, in the form that the cloud expects, and was not given out by it. */
  forge(request: ApiRequest): Readonly<Record<string, string>>;
}

const openers: PerCloud<(simulator: Simulator) => Promise<Bins>> = {
  aws: openAwsBins,
  gcp: openGcpBins,
  azure: openAzureBins,
  cloudflare: openCloudflareBins,
};

export const openBins = (simulator: Simulator, cloud: Cloud): Promise<Bins> => openers[cloud](simulator);

/** The addresses of what stands for a function of the set. */
export const addressesOf = ({ world }: Simulator, name: string): readonly string[] =>
  world.endpoints.list().flatMap(({ key, url }) => (key.includes(`/messages-${name}-`) ? [url] : []));

/** A token of the form that clouds give out, which says what one of theirs says, and is signed by nobody. */
export function forgedToken(claims: Readonly<Record<string, unknown>>): string {
  const seconds = Math.floor(Date.now() / 1_000);
  const parts = [
    { alg: "RS256", typ: "JWT" },
    { iat: seconds, exp: seconds + 3_600, ...claims },
  ].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"));
  return `${parts.join(".")}.${randomBytes(256).toString("base64url")}`;
}
