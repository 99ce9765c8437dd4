import type { DeployedTarget, Kind } from "../../conformance/http/output.ts";
import { type Target, toTarget } from "../../conformance/http/target.ts";
import type { LogAccess } from "../../conformance/log.ts";
import type { Cloud } from "../../spec/index.ts";
import { type HostMapping, localAddress } from "../checks/addresses.ts";

/** A target, and what a report says of it. */
export interface NamedTarget extends Target {
  readonly kind: Kind;
  /** The address as the stack has it. */
  readonly publicUrl: string;
}

/** What makes targets reachable that are not reached at their own address, and readable. */
export interface Access {
  /** Where public host names are answered on this machine. @default they lead where they say */
  readonly endpoints?: readonly HostMapping[];
  /** The log of a cloud's functions. @default no access to logs */
  readonly logs?: (cloud: Cloud) => LogAccess;
}

/** What can be asked of a deployed target: at its address or, on simulated clouds, where that is reached on this machine. */
export function openTarget({ cloud, kind, set, url }: DeployedTarget, { endpoints = [], logs }: Access): NamedTarget {
  const reached = localAddress(url, endpoints).replace(/\/$/, "");
  const access = logs === undefined ? {} : { logs: logs(cloud) };
  return {
    ...toTarget({ cloud, streaming: kind === "streaming", routed: kind === "routed", set, url: reached, ...access }),
    kind,
    publicUrl: url,
  };
}
