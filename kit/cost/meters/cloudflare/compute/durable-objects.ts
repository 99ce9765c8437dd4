import type { Inputs } from "../../../resources/inputs.ts";
import type { Guards, Meter, Reading } from "../../contract.ts";
import { notWhere } from "../../guards.ts";
import { onlyWhere } from "../../only-where.ts";

/** Each is billed for 128 MB, whatever it uses: https://developers.cloudflare.com/durable-objects/platform/pricing/ */
const gigabytesEach = 0.128;

/** The classes that migrations name, all at once or in steps. */
const classesIn = (inputs: Inputs, kind: "newClasses" | "newSqliteClasses"): readonly string[] => [
  ...inputs.texts(`migrations.${kind}`),
  ...inputs.list("migrations.steps").flatMap((step) => step.texts(kind)),
];

/** What keeps data in another way than SQLite's has other prices. */
export const objectGuards: Guards = {
  migrations: notWhere(
    ({ inputs }) => classesIn(inputs, "newClasses").length > 0,
    "has classes without SQLite, for which the book has no price",
  ),
};

/** Whether a script has classes of Durable Objects. */
const hasObjects = ({ inputs }: Reading): boolean => classesIn(inputs, "newSqliteClasses").length > 0;

const meter = (price: string, quantity: Meter["quantity"]): Meter => onlyWhere(hasObjects, { price, quantity });

/** What the objects of a Worker cost, each used by one request at a time: https://developers.cloudflare.com/durable-objects/platform/pricing/ */
export const durableObjects: readonly Meter[] = [
  meter("cloudflare.durableobjects.requests", ({ use }) => use("requests")),
  meter("cloudflare.durableobjects.duration", ({ use }) => (use("requests") * use("duration") * gigabytesEach) / 1_000),
  meter("cloudflare.durableobjects.reads", ({ use }) => use("reads")),
  // "Deletes are counted as rows written."
  meter("cloudflare.durableobjects.writes", ({ use }) => use("writes") + use("deletes")),
  meter("cloudflare.durableobjects.storage", ({ use }) => use("storage")),
];
