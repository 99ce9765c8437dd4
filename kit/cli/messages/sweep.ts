import { isFourfoldError } from "../../spec/index.ts";
import type { DeadLetterBox } from "./contract.ts";
import type { Letter } from "./letter.ts";

/** How many letters are taken at a time: few enough to be processed long before they become visible again. */
const batch = 10;

/**
 * Makes letters visible to others again. Those whose minute is over are visible already, and some clouds then return an error.
 * What has been done with other letters is still valid, so the error is printed and not thrown.
 */
export async function giveBack(box: DeadLetterBox, letters: readonly Letter[]): Promise<void> {
  try {
    await box.release(letters);
  } catch (error) {
    if (!isFourfoldError(error)) throw error;
    console.error(`Some dead letters may stay hidden for a minute: ${error.message}`);
  }
}

/**
 * Takes letters out of a box until there are no more, each once. A letter that was taken before has come back, because it could
 * not be processed again, or because its minute was over. It is released at the end, so that it does not come a third time.
 *
 * @param most - The maximum number. @default all
 */
export async function* sweep(
  box: DeadLetterBox,
  most = Number.POSITIVE_INFINITY,
): AsyncGenerator<readonly Letter[], void, void> {
  const seen = new Set<string>();
  const back: Letter[] = [];
  try {
    while (seen.size < most) {
      const taken = await box.take(Math.min(batch, most - seen.size));
      const fresh: Letter[] = [];
      for (const letter of taken) {
        const { id } = letter.envelope;
        (seen.has(id) ? back : fresh).push(letter);
        seen.add(id);
      }
      if (fresh.length === 0) return;
      yield fresh;
    }
  } finally {
    await giveBack(box, back);
  }
}

/** Reads letters without removing them. */
export async function look(box: DeadLetterBox, most?: number): Promise<readonly Letter[]> {
  const held: Letter[] = [];
  try {
    for await (const letters of sweep(box, most)) held.push(...letters);
    return held;
  } finally {
    await giveBack(box, held);
  }
}

/**
 * Takes the letter with an id, and releases all others.
 * @returns `undefined` when it does not exist.
 */
export async function find(box: DeadLetterBox, id: string): Promise<Letter | undefined> {
  const others: Letter[] = [];
  try {
    for await (const letters of sweep(box)) {
      const found = letters.find(({ envelope }) => envelope.id === id);
      others.push(...letters.filter((letter) => letter !== found));
      if (found !== undefined) return found;
    }
    return undefined;
  } finally {
    await giveBack(box, others);
  }
}
