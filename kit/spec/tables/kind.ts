import type { ResourceKind } from "../resources/kind.ts";
import type { TableOptions } from "./options.ts";
import { settleTable } from "./settle.ts";

export const tableKind: ResourceKind<{ readonly options: TableOptions }> = {
  title: "Table",
  options: "TableOptions",
  check: ({ options }, _set, where) => void settleTable(options, where),
};
