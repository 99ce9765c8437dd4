import type { DeployedTarget } from "../../conformance/http/output.ts";
import { ownCasesOf } from "../../conformance/http/own/index.ts";
import { probe, toOwnTarget } from "../../conformance/http/own/target.ts";
import { type Case, casesOf } from "../../conformance/http/run.ts";
import { type Target, toTarget } from "../../conformance/http/target.ts";
import type { LogAccess } from "../../conformance/log.ts";
import { type Cloud, clouds, parseRoutes } from "../../spec/index.ts";
import { type HostMapping, localAddress } from "../checks/addresses.ts";
import { titleOf } from "../deployed.ts";
import type { DeployedFunction } from "../deployed-functions.ts";

/** A target, and what a report says of it. */
export interface NamedTarget extends Target {
  /** How the app is deployed (`buffered`), or the function: `shop/api`. */
  readonly kind: string;
  /** Whether it is somebody's own function, and not the conformance app. */
  readonly isOwn: boolean;
  readonly cases: readonly Case[];
  /** Asks it for the first time, to see whether it answers: something without effect. */
  readonly greet: () => Promise<Response>;
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
  const target = toTarget({
    ...{ cloud, streaming: kind === "streaming", routed: kind === "routed" },
    ...{ set, url: reached, ...access },
  });
  return {
    ...target,
    kind,
    isOwn: false,
    publicUrl: url,
    cases: casesOf(target),
    greet: () => target.ask("/surroundings"),
  };
}

/** A function of somebody's own that has no address, so that nothing is asked of it. */
export interface Unasked {
  readonly cloud: Cloud;
  /** The function: `shop/audit`. */
  readonly kind: string;
  readonly reason: string;
}

/**
 * The functions that no request reaches, each with the reason.
 * @param choice - The options by which commands are told of their stack.
 */
export function unaskedOf(functions: readonly DeployedFunction[], choice: string): readonly Unasked[] {
  return byCloud(functions).flatMap((fn) => {
    const { cloud, trigger, isTimed, base } = fn;
    if (base !== undefined) return [];
    const kind = titleOf(fn);
    const silent = `it has \`${trigger}\`, and answers no requests`;
    const byHand = isTimed ? `: \`npx fourfold invoke ${kind}${choice}\` runs it now` : "";
    return [{ cloud, kind, reason: trigger === "http" ? "no route leads to it" : silent + byHand }];
  });
}

const byCloud = (functions: readonly DeployedFunction[]): readonly DeployedFunction[] =>
  clouds.flatMap((cloud) => functions.filter((fn) => fn.cloud === cloud));

/** What can be asked of somebody's own functions: those that answer requests. */
export function openOwn(
  functions: readonly DeployedFunction[],
  { endpoints = [], logs }: Access,
): readonly NamedTarget[] {
  return byCloud(functions).flatMap((fn) => {
    const { cloud, set, name, http, routes = {}, base: publicUrl } = fn;
    if (publicUrl === undefined) return [];
    const target = toOwnTarget({
      ...{ cloud, set, function: name, settings: http, patterns: parseRoutes(routes, `Set "${set}"`) },
      url: localAddress(publicUrl, endpoints).replace(/\/$/, ""),
      ...(logs === undefined ? {} : { logs: logs(cloud) }),
    });
    return [
      { ...target, kind: titleOf(fn), isOwn: true, publicUrl, cases: ownCasesOf(target), greet: () => probe(target) },
    ];
  });
}
