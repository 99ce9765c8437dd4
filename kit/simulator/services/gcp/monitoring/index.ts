import type { Service } from "../../../contract.ts";
import { channelType } from "./notification-channel.ts";

/** Cloud Monitoring: how alarms reach people. None goes off here. */
export function monitoringService(): Service {
  return { name: "Monitoring", types: [channelType] };
}
