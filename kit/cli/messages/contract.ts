import type { CloudAccess, Environment } from "../credentials/index.ts";
import type { Deployed } from "../deployed.ts";
import type { Letter } from "./letter.ts";

/** How long letters stay hidden that were taken and neither removed nor released, in seconds: as long as a step of redrive may take. */
export const hiding = 60;

/**
 * The dead letters of one queue. Nothing is ever between two places: a letter is sent before it is removed.
 * @throws FourfoldError `ERR_CLOUD` from each, with what the cloud says.
 */
export interface DeadLetterBox {
  /**
   * Takes letters, which are then hidden from others for a minute; on Cloudflare from this command alone.
   * @param most - How many at most, from 1.
   * @returns none when there are no more. A cloud may return fewer than there are.
   */
  take(most: number): Promise<readonly Letter[]>;
  /** Shows letters to others again. */
  release(letters: readonly Letter[]): Promise<void>;
  /** Sends the message that a letter was to the queue. */
  send(letter: Letter): Promise<void>;
  /** Removes a letter for good. */
  remove(letter: Letter): Promise<void>;
}

/** How a cloud's dead letters are reached. */
export interface DeadLetterCloud {
  /**
   * Finds out whom the environment has credentials of.
   * @throws FourfoldError `ERR_CREDENTIALS`, `ERR_CLOUD`
   */
  access(queue: Deployed, environment: Environment): Promise<CloudAccess>;
  /** @throws FourfoldError `ERR_USAGE` when the stack's state does not say where it is. */
  open(queue: Deployed, access: CloudAccess): DeadLetterBox;
}
