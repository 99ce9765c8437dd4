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

/** A target, with its description for reports. */
export interface NamedTarget extends Target {
  /** How the app is deployed (`buffered`), or the function: `shop/api`. */
  readonly kind: string;
  /** Whether it is the user's own function, and not the conformance app. */
  readonly isOwn: boolean;
  readonly cases: readonly Case[];
  /** Sends a first request without side effects, to check that it answers. */
  readonly greet: () => Promise<Response>;
  /** The address as the stack has it. */
  readonly publicUrl: string;
}

/** How to reach targets at other addresses than their own, and how to read their logs. */
export interface Access {
  /** The local addresses of public host names. @default they are called directly */
  readonly endpoints?: readonly HostMapping[];
  /** The log of a cloud's functions. @default no access to logs */
  readonly logs?: (cloud: Cloud) => LogAccess;
}

/** Opens a deployed target: at its address or, on simulated clouds, at the local one. */
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

/** A function of the user that has no address, so that it cannot be checked. */
export interface Unasked {
  readonly cloud: Cloud;
  /** The function: `shop/audit`. */
  readonly kind: string;
  readonly reason: string;
}

/**
 * The functions that requests cannot reach, each with the reason.
 * @param choice - The options that select their stack in commands.
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

/** Opens the user's own functions as targets: those that answer requests. */
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
