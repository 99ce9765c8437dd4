import type { Properties } from "../../../../contract.ts";
import type { Item } from "../values/value.ts";
import { overlapIn, project } from "./paths.ts";
import type { Placeholders } from "./placeholders.ts";
import { Reader } from "./reader.ts";

/**
 * What a request wants of each item: all of it without a `ProjectionExpression`.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.ProjectionExpressions.html
 * @throws CloudError `ValidationException`
 */
export function readProjection(input: Properties, placeholders: Placeholders): (item: Item) => Item {
  if (input.ProjectionExpression === undefined) return (item) => item;
  const reader = new Reader("ProjectionExpression", String(input.ProjectionExpression), placeholders);
  const paths = reader.list(() => reader.path());
  if (!reader.isAtEnd) throw reader.unexpected();
  const [one, other] = overlapIn(paths) ?? [];
  if (one === undefined || other === undefined) return (item) => project(item, paths);
  const found = `path one: [${one.join(", ")}], path two: [${other.join(", ")}]`;
  throw reader.refused(
    `Two document paths overlap with each other; must remove or rewrite one of these paths; ${found}`,
  );
}
