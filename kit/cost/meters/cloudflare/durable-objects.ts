import { type Inputs, UnreadableInput } from "../../resources/inputs.ts";
import type { Meter, Reading } from "../contract.ts";

/** Each is billed for 128 MB, whatever it uses: https://developers.cloudflare.com/durable-objects/platform/pricing/ */
const gigabytesEach = 0.128;

/** The classes that migrations name, all at once or in steps. */
const classesIn = (inputs: Inputs, kind: "newClasses" | "newSqliteClasses"): readonly string[] => [
  ...inputs.texts(`migrations.${kind}`),
  ...inputs.list("migrations.steps").flatMap((step) => step.texts(kind)),
];

/** Whether a script has classes of Durable Objects. @throws UnreadableInput for those that keep data in another way than SQLite's */
function hasObjects({ inputs }: Reading): boolean {
  if (classesIn(inputs, "newClasses").length === 0) return classesIn(inputs, "newSqliteClasses").length > 0;
  throw new UnreadableInput("migrations", "has classes without SQLite, whose prices are not in the book");
}

const meter = (price: string, quantity: Meter["quantity"]): Meter => ({
  price: (reading) => (hasObjects(reading) ? price : undefined),
  quantity,
});

/** What the objects of a Worker cost, each used by one request at a time: https://developers.cloudflare.com/durable-objects/platform/pricing/ */
export const durableObjects: readonly Meter[] = [
  meter("cloudflare.durableobjects.requests", ({ use }) => use("requests")),
  meter("cloudflare.durableobjects.duration", ({ use }) => (use("requests") * use("duration") * gigabytesEach) / 1_000),
  meter("cloudflare.durableobjects.reads", ({ use }) => use("reads")),
  // "Deletes are counted as rows written."
  meter("cloudflare.durableobjects.writes", ({ use }) => use("writes") + use("deletes")),
  meter("cloudflare.durableobjects.storage", ({ use }) => use("storage")),
];
