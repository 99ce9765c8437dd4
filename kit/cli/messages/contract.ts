import type { Doors } from "../credentials/doors.ts";
import type { CloudAccess } from "../credentials/index.ts";
import type { Deployed } from "../deployed.ts";
import type { Letter } from "./letter.ts";

/** How long letters that were taken stay hidden, in seconds, unless they are removed or released: as long as a step of redrive may take. */
export const hiding = 60;

/**
 * The dead letters of one queue. A letter is sent before it is removed, so it cannot be lost in between.
 * @throws FourfoldError `ERR_CLOUD` from each method, with the cloud's message.
 */
export interface DeadLetterBox {
  /**
   * Takes letters, which are then hidden from others for a minute; on Cloudflare only from this command.
   * @param most - The maximum number, from 1.
   * @returns No letters when there are no more. A cloud may return fewer than there are.
   */
  take(most: number): Promise<readonly Letter[]>;
  /** Makes letters visible to others again. */
  release(letters: readonly Letter[]): Promise<void>;
  /** Sends the original message of a letter to the queue. */
  send(letter: Letter): Promise<void>;
  /** Removes a letter for good. */
  remove(letter: Letter): Promise<void>;
}

/** How to access a cloud's dead letters. */
export interface DeadLetterCloud {
  /** @throws FourfoldError `ERR_CREDENTIALS`, `ERR_CLOUD`, `ERR_USAGE` when the stack's state does not say where it is. */
  access(queue: Deployed, doors: Doors): Promise<CloudAccess>;
  /** @throws FourfoldError `ERR_USAGE` when the stack's state does not contain its address. */
  open(queue: Deployed, access: CloudAccess): DeadLetterBox;
}
