import { FourfoldError } from "../../spec/errors.ts";
import type { Checkpoints } from "../state/checkpoint.ts";

/** An address that answers GET and PUT, and the bearer token it requires. */
export interface ValueAddress {
  readonly url: string;
  readonly token: string;
}

/** Stores checkpoints at an address, such as a value in the simulator. */
export function createHttpCheckpoints(address: ValueAddress): Checkpoints {
  return {
    async load() {
      const response = await callSimulator(address, { method: "GET" });
      const text = await response.text();
      return response.status === 404 ? undefined : text;
    },
    async save(text) {
      const response = await callSimulator(address, { method: "PUT", body: text });
      await response.arrayBuffer();
    },
  };
}

/** @throws FourfoldError `ERR_SIMULATOR` when it does not answer, or refuses. The status of a missing value is 404. */
export async function callSimulator({ url, token }: ValueAddress, init: RequestInit): Promise<Response> {
  const response = await fetch(url, { ...init, headers: { authorization: `Bearer ${token}` } }).catch(refuse);
  if (response.ok || response.status === 404) return response;
  return refuse(new Error(`it answers ${response.status}: ${await response.text()}`));
}

function refuse(cause: unknown): never {
  throw new FourfoldError("ERR_SIMULATOR", {
    where: "The engine's checkpoint",
    what: `the simulator that keeps it cannot be reached: ${describe(cause)}.`,
    fix: "Start it again with `fourfold start`.",
    cause,
  });
}

/** The message of what `fetch` throws is not helpful, but that of its cause is. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
