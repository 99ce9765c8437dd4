import type { Service } from "../../../contract.ts";
import { logGroup } from "./log-group.ts";

export { createImplicitLogGroup, logGroupArn, logGroupExists } from "./log-group.ts";

/** CloudWatch Logs: log groups, whose lines are in the simulator's own log. */
export function logsService(): Service {
  return { name: "CloudWatch Logs", types: [logGroup] };
}
