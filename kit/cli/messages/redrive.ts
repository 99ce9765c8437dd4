import { openProgress, type Progress } from "../terminal/progress.ts";
import { noLetter } from "./list.ts";
import { type Moved, moveAll, moveOne } from "./move.ts";
import { type OpenedBox, openBoxes, type QueueChoice } from "./open.ts";

/** The options of `fourfold redrive`. */
export interface RedriveOptions extends QueueChoice {
  /** The id of a single letter. @default all letters */
  readonly id?: string;
}

/** If lines cannot be rewritten, one is printed for each this many letters. */
const worthALine = 500;

/** Shows the number of letters moved on a cloud. */
export function tellOn(progress: Progress, cloud: string): (moved: number) => void {
  let next = worthALine;
  return (moved) => {
    progress.count(cloud, `${moved} moved`);
    if (moved < next) return;
    progress.step(cloud, `${moved} moved`);
    next = moved + worthALine;
  };
}

const count = (letters: number): string => (letters === 1 ? "1 dead letter" : `${letters} dead letters`);

function report({ cloud, title }: OpenedBox, { moved, stayed, failure }: Moved): void {
  for (const { letter, why } of stayed) console.error(`${cloud}: ${letter.envelope.id} ${why}`);
  const left = stayed.length === 0 ? "" : `; ${stayed.length} stayed`;
  if (moved + stayed.length > 0) console.log(`${cloud}: moved ${count(moved)} to ${title}${left}.`);
  else if (failure === undefined) console.log(`${cloud}: ${title} has no dead letters.`);
  if (failure !== undefined) console.error(failure);
}

const where = "fourfold redrive";

/**
 * Sends dead letters back to their queue, with all their attempts again. First prints the identity it acts as.
 *
 * @returns Whether all letters were moved. A cloud's error is printed, and does not stop the other clouds.
 * @throws FourfoldError `ERR_USAGE`, `ERR_SIMULATOR`, `ERR_PULUMI`, `ERR_CREDENTIALS`, `ERR_CLOUD`
 */
export async function redrive(name: string, given: RedriveOptions): Promise<boolean> {
  const { id } = given;
  const boxes = await openBoxes(name, given, where);
  for (const { cloud, actor } of boxes) console.log(`${cloud}: acting as ${actor}`);
  const progress = openProgress(process.stderr, Math.max(...boxes.map(({ cloud }) => cloud.length)));
  const results = await Promise.all(
    boxes.map(async (opened) => {
      const { box, cloud } = opened;
      const result = await (id === undefined ? moveAll(box, tellOn(progress, cloud)) : moveOne(box, id));
      return { opened, result };
    }),
  ).finally(() => progress.end());
  const isTouched = ({ moved, stayed, failure }: Moved) => moved + stayed.length > 0 || failure !== undefined;
  const touched = results.filter(({ result }) => id === undefined || isTouched(result));
  if (id !== undefined && touched.length === 0) throw noLetter(where, boxes[0]?.title ?? name, id);
  for (const { opened, result } of touched) report(opened, result);
  return results.every(({ result: { stayed, failure } }) => stayed.length === 0 && failure === undefined);
}
