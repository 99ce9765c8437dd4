import { isFourfoldError } from "../../spec/index.ts";
import type { DeadLetterBox } from "./contract.ts";
import type { Letter } from "./letter.ts";
import { find, giveBack, sweep } from "./sweep.ts";

/** A letter that was not moved, or was sent but not removed. */
export interface Stayed {
  readonly letter: Letter;
  readonly why: string;
}

/** The result of moving letters on one cloud. */
export interface Moved {
  readonly moved: number;
  readonly stayed: readonly Stayed[];
  /** The cloud's error that ended it early. @default it did not end early */
  readonly failure?: string;
}

/** The message of a cloud's error. @throws any other error. */
function saidBy(error: unknown): string {
  if (isFourfoldError(error)) return error.message;
  throw error;
}

/** Sends a letter and then removes it: whichever fails, it is not lost. */
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

/** Moves the letter with an id to the queue, if it exists. */
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
 * Moves letters to the queue until there are no more, or until a whole batch fails: then the cause is not a single letter. A
 * letter that comes back meanwhile is left: otherwise this would continue as long as it cannot be processed.
 *
 * @param tell - Called after each batch with the number of letters moved so far.
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
