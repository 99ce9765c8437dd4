import { type Cloud, FourfoldError } from "../../spec/index.ts";
import { formatTable } from "../terminal/table.ts";
import type { Letter } from "./letter.ts";
import { type OpenedBox, openBoxes, type QueueChoice } from "./open.ts";
import { find, giveBack, look } from "./sweep.ts";

/** The options of `fourfold dead-letters`. */
export interface ListOptions extends QueueChoice {
  /** The id of a letter, which is shown in full. @default a list of all letters */
  readonly id?: string;
  /** The maximum number on each cloud. */
  readonly limit: number;
  /** Whether to print JSON. */
  readonly json: boolean;
}

interface Found {
  readonly cloud: Cloud;
  readonly letter: Letter;
}

const sentOf = ({ envelope }: Letter): string => new Date(envelope.sent).toISOString();

/** The part of a letter that lists show. */
const summaryOf = ({ cloud, letter }: Found) => ({
  ...{ cloud, id: letter.envelope.id, sent: sentOf(letter), attempts: letter.attempts ?? null, reason: letter.reason },
});

const wholeOf = (found: Found) => ({
  ...summaryOf(found),
  ...{ attributes: found.letter.attributes, body: found.letter.body },
});

/** The maximum length of a reason in a row, in characters. */
const longest = 80;

/** A text on one line. */
function lineOf(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
}

function formatList(found: readonly Found[]): string {
  const rows = found.map(({ cloud, letter }) => {
    return [cloud, letter.envelope.id, sentOf(letter), String(letter.attempts ?? "?"), lineOf(letter.reason)];
  });
  return formatTable([["cloud", "id", "sent", "attempts", "reason"], ...rows], [3]);
}

function formatLetter({ cloud, letter }: Found): string {
  const facts = [
    ["cloud", cloud],
    ["id", letter.envelope.id],
    ["sent", sentOf(letter)],
    ["attempts", String(letter.attempts ?? "?")],
    ["reason", letter.reason],
    ...Object.entries(letter.attributes).map(([name, value]) => [`attribute ${name}`, value]),
  ];
  return `${formatTable(facts)}\n\n${letter.body}`;
}

async function lookAt({ cloud, box }: OpenedBox, limit: number): Promise<readonly Found[]> {
  return (await look(box, limit)).map((letter) => ({ cloud, letter }));
}

async function findOn({ cloud, box }: OpenedBox, id: string): Promise<readonly Found[]> {
  const letter = await find(box, id);
  if (letter === undefined) return [];
  await giveBack(box, [letter]);
  return [{ cloud, letter }];
}

/** @throws FourfoldError `ERR_USAGE` */
export function noLetter(where: string, title: string, id: string): FourfoldError {
  const what = `none of its dead letters has the id ${id}.`;
  const fix = "Run `npx fourfold dead-letters` for their ids; one that somebody else looks at is hidden for a minute.";
  return new FourfoldError("ERR_USAGE", { where: `${where} ${title}`, what, fix });
}

const where = "fourfold dead-letters";

/**
 * Prints the dead letters of a queue, or one of them with its body and attributes, and leaves them where they are.
 * @throws FourfoldError `ERR_USAGE`, `ERR_SIMULATOR`, `ERR_PULUMI`, `ERR_CREDENTIALS`, `ERR_CLOUD`
 */
export async function list(name: string, given: ListOptions): Promise<void> {
  const { id, limit, json } = given;
  const boxes = await openBoxes(name, given, where);
  const title = boxes[0]?.title ?? name;
  const found = (
    await Promise.all(boxes.map((opened) => (id === undefined ? lookAt(opened, limit) : findOn(opened, id))))
  ).flat();
  const [first] = found;
  if (id !== undefined) {
    if (first === undefined) throw noLetter(where, title, id);
    console.log(json ? JSON.stringify(wholeOf(first), undefined, 2) : formatLetter(first));
    return;
  }
  if (json) console.log(JSON.stringify(found.map(summaryOf), undefined, 2));
  else console.log(found.length === 0 ? `${title} has no dead letters.` : formatList(found));
  const full = boxes.filter(({ cloud }) => found.filter((one) => one.cloud === cloud).length === limit);
  if (full.length > 0) {
    const clouds = full.map(({ cloud }) => cloud).join(", ");
    console.error(`There may be more than ${limit} on ${clouds}: see --limit.`);
  }
}
