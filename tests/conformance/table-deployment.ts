import type { Cloud } from "fourfold";
import { deploy, FunctionSet, type FunctionSetOptions } from "fourfold/components";
import * as v from "valibot";
import type { Performed } from "../../kit/conformance/tables/perform.ts";
import { tables } from "../../kit/conformance/tables/set.ts";
import { type LooseTable, remoteTable, type TableTarget } from "../../kit/conformance/tables/target.ts";
import type { Simulator } from "../../kit/simulator/index.ts";
import { apart, askFunction, deployProgram, foundationOn } from "./deployment.ts";

const Outputs = v.object({ urls: v.record(v.string(), v.string()) });

/** Tables on a simulated cloud, and each function that uses them. */
export interface DeployedTables extends TableTarget, AsyncDisposable {
  readonly simulator: Simulator;
  /** A table as a function with fewer verbs may use it. */
  as(name: "reader" | "writer", table: string): LooseTable;
}

/** The model asks more often than an HTTP API is throttled to: components/gateway/aws-http-api.ts */
const hurried = { throttlingRateLimit: 10_000, throttlingBurstLimit: 5_000 };
const transform: NonNullable<FunctionSetOptions["transform"]> = {
  gateway: { aws: { stage: { defaultRouteSettings: hurried } } },
};

/** Deploys tables to one simulated cloud. */
export async function deployTables(cloud: Cloud, options: FunctionSetOptions = {}): Promise<DeployedTables> {
  const { simulator, outputs } = await deployProgram(() => {
    const args = deploy(tables, { ...apart, cloud, on: foundationOn(cloud), protection: "destroy" });
    return { urls: new FunctionSet("tables", args, { transform, ...options }).urls };
  });
  return openTables(cloud, simulator, outputs);
}

/** Tables that are deployed, with the outputs of their stack. */
export function openTables(cloud: Cloud, simulator: Simulator, outputs: unknown): DeployedTables {
  const { urls } = v.parse(Outputs, outputs);
  const post = <T>(name: string, path: string, body: object) => askFunction<T>(simulator, `${urls[name]}${path}`, body);
  const tableOf = (name: string, table: string) =>
    remoteTable((method, args) => post<Performed>(name, "/perform", { table, method, args }));
  return {
    cloud,
    simulator,
    tables: { users: tableOf("api", "users"), orders: tableOf("api", "orders"), plain: tableOf("api", "plain") },
    large: (list, count, size) => post("api", "/large", { list, count, size }),
    as: tableOf,
    [Symbol.asyncDispose]: () => simulator.stop(),
  };
}
