import { createHash } from "node:crypto";
import { FourfoldError } from "../../spec/errors.ts";
import type { Checkpoints } from "../state/checkpoint.ts";

/** An address that answers GET and PATCH, and the bearer token it requires. */
export interface ValueAddress {
  readonly url: string;
  readonly token: string;
}

const idOf = (piece: string): string => createHash("sha256").update(piece).digest("base64url").slice(0, 22);

/** Stores checkpoints as a value in the simulator. Each piece is sent once: a step changes few of many. */
export function createHttpCheckpoints(address: ValueAddress): Checkpoints {
  /** The ids of the pieces that the simulator has, by their texts. */
  let sent: ReadonlyMap<string, string> = new Map();
  return {
    async load() {
      const response = await callSimulator(address, { method: "GET" });
      const text = await response.text();
      return response.status === 404 ? undefined : text;
    },
    async save(pieces) {
      const ids = new Map(pieces.map((piece) => [piece, sent.get(piece) ?? idOf(piece)]));
      const unsent = [...ids].flatMap(([piece, id]) => (sent.has(piece) ? [] : [[id, piece]]));
      const body = JSON.stringify({ order: pieces.map((piece) => ids.get(piece)), pieces: Object.fromEntries(unsent) });
      // If this fails, what the simulator has is not known.
      sent = new Map();
      const response = await callSimulator(address, { method: "PATCH", body });
      if (!response.ok) refuse(new Error("it is of another version"));
      await response.arrayBuffer();
      sent = ids;
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
