import { isFourfoldError } from "../../spec/index.ts";
import type { DeadLetterBox } from "./contract.ts";
import type { Letter } from "./letter.ts";
import { find, giveBack, sweep } from "./sweep.ts";

/** A letter that is still where it was, or is now in both places. */
export interface Stayed {
  readonly letter: Letter;
  readonly why: string;
}

/** What has become of the letters on one cloud. */
export interface Moved {
  readonly moved: number;
  readonly stayed: readonly Stayed[];
  /** What the cloud has said to end it early. @default undefined: it has not ended early */
  readonly failure?: string;
}

/** @throws whatever is no answer of a cloud's. */
function saidBy(error: unknown): string {
  if (isFourfoldError(error)) return error.message;
  throw error;
}

/** Sends a letter and then removes it: whatever fails, it is not lost. */
async function move(box: DeadLetterBox, letter: Letter): Promise<Stayed | undefined> {
  try {
    await box.send(letter);
  } catch (error) {
    return { letter, why: `could not be sent, and stays: ${saidBy(error)}` };
  }
  try {
    await box.remove(letter);
    return undefined;
  } catch (error) {
    return { letter, why: `was sent, and is still here too: ${saidBy(error)}` };
  }
}

async function moveEach(box: DeadLetterBox, letters: readonly Letter[]): Promise<readonly Stayed[]> {
  const results = await Promise.all(letters.map((letter) => move(box, letter)));
  return results.filter((stayed) => stayed !== undefined);
}

/** Moves the letter with an id to the queue, if there is one. */
export async function moveOne(box: DeadLetterBox, id: string): Promise<Moved> {
  try {
    const letter = await find(box, id);
    if (letter === undefined) return { moved: 0, stayed: [] };
    const stayed = await moveEach(box, [letter]);
    await giveBack(
      box,
      stayed.map((one) => one.letter),
    );
    return { moved: 1 - stayed.length, stayed };
  } catch (error) {
    return { moved: 0, stayed: [], failure: saidBy(error) };
  }
}

/**
 * Moves letters to the queue until there are no more, or until a whole batch stays: then there is something wrong with more than
 * a letter. One that comes back meanwhile is left: otherwise this would go on as long as it cannot be processed.
 *
 * @param tell - Told how many have been moved, after each batch.
 */
export async function moveAll(box: DeadLetterBox, tell: (moved: number) => void): Promise<Moved> {
  const stayed: Stayed[] = [];
  let moved = 0;
  try {
    for await (const letters of sweep(box)) {
      const failed = await moveEach(box, letters);
      stayed.push(...failed);
      moved += letters.length - failed.length;
      tell(moved);
      if (failed.length === letters.length) break;
    }
    return { moved, stayed };
  } catch (error) {
    return { moved, stayed, failure: saidBy(error) };
  } finally {
    await giveBack(
      box,
      stayed.map(({ letter }) => letter),
    );
  }
}
