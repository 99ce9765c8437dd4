import type { Properties } from "../../../../contract.ts";
import { DetailedError, invalid } from "../errors.ts";
import { project } from "../expressions/paths.ts";
import { readExpressions } from "../expressions/placeholders.ts";
import { readProjection } from "../expressions/projections.ts";
import { placeOfKey } from "../keys.ts";
import { type Item, readItem } from "../values/value.ts";
import { type Action, openTable, reports, type Work } from "../work.ts";
import { attempt, changesOf, type Write, type WriteResult, writeKinds } from "../writes.ts";

function getItem(work: Work): Properties {
  const { input, documents } = work;
  const table = openTable(work, input.TableName, "GetItem");
  const projection = readExpressions(input, (placeholders) => readProjection(input, placeholders));
  const found = documents.find(table.arn, placeOfKey(table, readItem(input.Key)))?.content.item;
  return found === undefined ? {} : { Item: projection(found) };
}

/** What an answer shows of the item, by `ReturnValues`. */
const shown: Readonly<Record<string, (outcome: WriteResult, write: Write) => Item | undefined>> = {
  NONE: () => undefined,
  ALL_OLD: ({ before }) => before,
  ALL_NEW: ({ after }) => after,
  UPDATED_OLD: ({ before }, { paths }) => updated(before, paths),
  UPDATED_NEW: ({ after }, { paths }) => updated(after, paths),
};

function updated(item: Item | undefined, paths: Write["paths"]): Item | undefined {
  const parts = project(item ?? {}, paths);
  return Object.keys(parts).length === 0 ? undefined : parts;
}

/** An operation that does one write. @param returns - What its `ReturnValues` can be. */
function writing(kind: (typeof writeKinds)["Put" | "Update" | "Delete"], returns: readonly string[]): Action {
  return {
    takes: [...kind.takes, "ReturnValues", ...reports],
    run(work) {
      const wanted = String(work.input.ReturnValues ?? "NONE");
      const write = kind.read(work, kind.permission);
      if (!returns.includes(wanted)) throw invalid(`ReturnValues can only be ${returns.join(" or ")}`);
      const outcome = attempt(work, write);
      if ("Code" in outcome) {
        const { Code, Message, ...details } = outcome;
        throw new DetailedError(`${Code}Exception`, Message, details);
      }
      work.documents.changeIn(changesOf(write, outcome));
      const Attributes = shown[wanted]?.(outcome, write);
      return Attributes === undefined ? {} : { Attributes };
    },
  };
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/WorkingWithItems.html */
export const itemActions: Readonly<Record<string, Action>> = {
  GetItem: {
    takes: ["TableName", "Key", "ConsistentRead", "ProjectionExpression", "ExpressionAttributeNames", ...reports],
    run: getItem,
  },
  PutItem: writing(writeKinds.Put, ["ALL_OLD", "NONE"]),
  DeleteItem: writing(writeKinds.Delete, ["ALL_OLD", "NONE"]),
  UpdateItem: writing(writeKinds.Update, Object.keys(shown)),
};
