import engine, { type LogRequest, type SetRootResourceRequest } from "@pulumi/pulumi/proto/engine_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import type { Progress } from "../context/progress.ts";
import type { Severity } from "../events.ts";
import { given } from "./goal.ts";
import type { Reply } from "./messages.ts";

const severities: Readonly<Record<number, Severity>> = {
  [engine.LogSeverity.INFO]: "info",
  [engine.LogSeverity.WARNING]: "warning",
  [engine.LogSeverity.ERROR]: "error",
};

/**
 * The client side of Pulumi's Engine service: the program's log. An error that a program logs fails its run.
 * https://github.com/pulumi/pulumi/blob/master/proto/pulumi/engine.proto
 */
export class Log {
  readonly #progress: Progress;
  #rootUrn = "";

  constructor(progress: Progress) {
    this.#progress = progress;
  }

  log(request: LogRequest, reply: Reply<object>): void {
    const severity = severities[request.getSeverity()];
    // The SDK logs dozens of details about each resource: the real engine drops these too.
    if (severity !== undefined) this.#progress.report(severity, request.getMessage(), given(request.getUrn()));
    reply(null, new empty.Empty());
  }

  getRootResource(_request: unknown, reply: Reply<object>): void {
    reply(null, new engine.GetRootResourceResponse().setUrn(this.#rootUrn));
  }

  setRootResource(request: SetRootResourceRequest, reply: Reply<object>): void {
    this.#rootUrn = request.getUrn();
    reply(null, new engine.SetRootResourceResponse());
  }

  /** Accepts any version: this engine follows the SDK it is installed with. */
  requirePulumiVersion(_request: unknown, reply: Reply<object>): void {
    reply(null, new engine.RequirePulumiVersionResponse());
  }

  startDebugging(_request: unknown, reply: Reply<object>): void {
    reply(null, new empty.Empty());
  }
}
