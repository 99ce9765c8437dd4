import { catalogueChecks } from "./smoke/catalogue.ts";
import { orderChecks } from "./smoke/orders.ts";
import { reportChecks } from "./smoke/reports.ts";
import type { Smoke } from "./smoke/support.ts";
import { systemChecks } from "./smoke/system.ts";
import { userChecks } from "./smoke/users.ts";

/** What `npm start` checks on every cloud. Each leaves what was there before as it was, so that they work again tomorrow. */
export const smoke: readonly Smoke[] = [
  ...systemChecks,
  ...catalogueChecks,
  ...userChecks,
  ...orderChecks,
  ...reportChecks,
];
