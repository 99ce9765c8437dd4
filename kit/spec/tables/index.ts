export {
  type CloudLimit,
  type TableLimit,
  type TableRefusal,
  tableCloudLimits,
  tableRefusals,
} from "./cloud-limits.ts";
export type {
  DeleteOptions,
  KeyOf,
  Page,
  PageOptions,
  Pages,
  PutOptions,
  RangeOptions,
  Reads,
  Stored,
  Write,
  Writes,
  Written,
} from "./faces.ts";
export { foreignOrder } from "./foreign-order.ts";
export { tableLimits } from "./limits.ts";
export type { IndexSpec, KeySpec, TableOptions } from "./options.ts";
export { type Promised, tablePromises } from "./promises.ts";
export { type Names, settleTable, type TableLayout } from "./settle.ts";
