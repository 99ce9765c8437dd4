import type { Service } from "../../../contract.ts";
import { logGroup } from "./log-group.ts";

export { createImplicitLogGroup, logGroupArn, logGroupExists } from "./log-group.ts";

/** CloudWatch Logs: groups, which the simulator's own log shows the lines of. */
export function logsService(): Service {
  return { name: "CloudWatch Logs", types: [logGroup] };
}
