import type { FunctionConfiguration } from "./configuration.ts";

/** The platform's report on one invocation. */
export interface Report {
  readonly requestId: string;
  /** In milliseconds. */
  readonly duration: number;
  /** In milliseconds, when this invocation was the first of its sandbox. */
  readonly initialisation?: number;
  /** In MB. */
  readonly peak: number;
  readonly status: "success" | "error" | "failure" | "timeout";
  readonly errorType?: string;
}

type Configuration = Pick<FunctionConfiguration, "logFormat" | "systemLogLevel" | "memory" | "runtime" | "region">;

function asJson(type: string, record: object, now: number): string {
  return JSON.stringify({ time: new Date(now).toISOString(), type: `platform.${type}`, record });
}

/** With the JSON format, `WARN` omits the platform's routine lines. */
function isQuiet(configuration: Configuration): boolean {
  return configuration.logFormat === "JSON" && configuration.systemLogLevel === "WARN";
}

/**
 * The lines that Lambda itself writes to a function's log.
 * Text: https://docs.aws.amazon.com/lambda/latest/dg/nodejs-logging.html
 * JSON: https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html
 */
export function initStartLines(configuration: Configuration, now: number): readonly string[] {
  if (isQuiet(configuration)) return [];
  const version = configuration.runtime.replace("nodejs", "nodejs:").replace(".x", ".simulated");
  if (configuration.logFormat === "Text") return [`INIT_START Runtime Version: ${version}`];
  const record = { initializationType: "on-demand", phase: "init", runtimeVersion: version };
  return [asJson("initStart", record, now)];
}

export function startLines(configuration: Configuration, requestId: string, now: number): readonly string[] {
  if (isQuiet(configuration)) return [];
  if (configuration.logFormat === "Text") return [`START RequestId: ${requestId} Version: $LATEST`];
  return [asJson("start", { requestId, version: "$LATEST" }, now)];
}

export function reportLines(configuration: Configuration, report: Report, now: number): readonly string[] {
  if (isQuiet(configuration) && report.status === "success") return [];
  // Initialization time has been billed since August 2025: https://aws.amazon.com/blogs/compute/aws-lambda-standardizes-billing-for-init-phase/
  const billed = Math.ceil(report.duration + (report.initialisation ?? 0));
  const peak = Math.ceil(report.peak);
  if (configuration.logFormat === "Text") {
    const parts = [
      `REPORT RequestId: ${report.requestId}`,
      `Duration: ${report.duration.toFixed(2)} ms`,
      `Billed Duration: ${billed} ms`,
      `Memory Size: ${configuration.memory} MB`,
      `Max Memory Used: ${peak} MB`,
      ...(report.initialisation === undefined ? [] : [`Init Duration: ${report.initialisation.toFixed(2)} ms`]),
      ...(report.status === "success" || report.status === "error"
        ? []
        : [`Status: ${report.status === "failure" ? "error" : report.status}`]),
      ...(report.status === "failure" && report.errorType !== undefined ? [`Error Type: ${report.errorType}`] : []),
    ];
    return [`END RequestId: ${report.requestId}`, parts.join("\t")];
  }
  const metrics = {
    durationMs: Number(report.duration.toFixed(3)),
    billedDurationMs: billed,
    memorySizeMB: configuration.memory,
    maxMemoryUsedMB: peak,
    ...(report.initialisation === undefined ? {} : { initDurationMs: Number(report.initialisation.toFixed(3)) }),
  };
  const { requestId, status, errorType } = report;
  return [asJson("report", { requestId, metrics, status, ...(errorType === undefined ? {} : { errorType }) }, now)];
}
