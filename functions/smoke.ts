import { catalogueChecks } from "./smoke/catalogue.ts";
import { type Smoke, smokeOf } from "./smoke/check.ts";
import { orderChecks } from "./smoke/orders.ts";
import { reportChecks } from "./smoke/reports.ts";
import { systemChecks } from "./smoke/system.ts";
import { userChecks } from "./smoke/users.ts";

/** What `npm start` checks on every cloud. They leave what was there before as it was, so that they work again tomorrow. */
export const smoke: readonly Smoke[] = smokeOf([
  ...systemChecks,
  ...catalogueChecks,
  ...userChecks,
  ...orderChecks,
  ...reportChecks,
]);
