import type { Capability } from "../behaviour.ts";
import type { TableBehaviour, TableGroup } from "./behaviour.ts";
import { answers } from "./behaviours/answers.ts";
import { conditions } from "./behaviours/conditions.ts";
import { counters } from "./behaviours/counters.ts";
import { indexes } from "./behaviours/indexes.ts";
import { items } from "./behaviours/items.ts";
import { keys } from "./behaviours/keys.ts";
import { links } from "./behaviours/links.ts";
import { pages } from "./behaviours/pages.ts";
import { partitions } from "./behaviours/partitions.ts";
import { sizes } from "./behaviours/sizes.ts";
import { together } from "./behaviours/together.ts";
import { values } from "./behaviours/values.ts";
import { wrongConditions } from "./behaviours/wrong-conditions.ts";

/** Those that take longest first, since they begin in this order. */
export const groups: readonly TableGroup[] = [
  ...[sizes, indexes, partitions, together, conditions, counters, items],
  ...[keys, values, pages, links, answers, wrongConditions],
];

/** What tables do. */
export const tables: Capability<TableBehaviour> = { name: "tables", title: "tables", groups };
