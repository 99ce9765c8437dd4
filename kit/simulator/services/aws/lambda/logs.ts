import type { Scope, World } from "../../../contract.ts";
import type { FunctionConfiguration, LogSink } from "../../../hosts/lambda/index.ts";
import { roleMay } from "../iam/index.ts";
import { createImplicitLogGroup, logGroupArn, logGroupExists } from "../logs/index.ts";

/**
 * Writes a function's lines to its log group, if its role may: without the permissions it runs, but its log is lost.
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-access.html
 */
export function createLogSink(world: World, configuration: FunctionConfiguration, scope: Scope): LogSink {
  const { logGroup, role } = configuration;
  const groupArn = logGroupArn(logGroup, scope);
  const openGroup = (): boolean => {
    if (logGroupExists(world, logGroup, scope)) return true;
    if (!roleMay(world, role, "logs:CreateLogGroup", groupArn)) return false;
    createImplicitLogGroup(world, logGroup, scope);
    return true;
  };
  return (line, { stream, code }) => {
    const streamArn = `${groupArn}:log-stream:${stream}`;
    // A policy may name the group as `…:log-group:name:*`, as AWS itself writes the group's ARN.
    const may = (action: string, arn: string): boolean => roleMay(world, role, action, arn);
    if (!openGroup() || !may("logs:CreateLogStream", streamArn) || !may("logs:PutLogEvents", streamArn)) return;
    const about = code === undefined ? {} : { code };
    world.logs.append({ cloud: "aws", group: logGroup, time: world.clock.now(), text: line, ...about });
  };
}
