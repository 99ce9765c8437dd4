import type { Service } from "../../../contract.ts";
import { policyType } from "./notification-policy.ts";

/** Notifications: no usage is billed, so none is sent. */
export function notificationsService(): Service {
  return { name: "Notifications", types: [policyType] };
}
