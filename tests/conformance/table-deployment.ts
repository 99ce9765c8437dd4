import type { Cloud } from "fourfold";
import { deploy, FunctionSet, type FunctionSetOptions } from "fourfold/components";
import * as v from "valibot";
import type { Performed } from "../../kit/conformance/tables/perform.ts";
import { tables } from "../../kit/conformance/tables/set.ts";
import { remoteTable, type TableName, type TableTarget } from "../../kit/conformance/tables/target.ts";
import type { Simulator } from "../../kit/simulator/index.ts";
import { apart, askFunction, deployProgram, foundationOn, Handles, handlesOf } from "./deployment.ts";
import { during } from "./mishaps.ts";

const Outputs = v.object({ urls: v.record(v.string(), v.string()), tables: v.optional(Handles, {}) });

/** Tables on a simulated cloud, and each function that uses them. */
export interface DeployedTables extends TableTarget, AsyncDisposable {
  readonly simulator: Simulator;
  /** Where a table is, as its handle says. */
  attributesOf(table: TableName): Readonly<Record<string, string>>;
}

/** What drivers are told of a table, by its handle. */
const addressOf: { readonly [C in Cloud]: (attributes: Readonly<Record<string, string>>) => string | undefined } = {
  aws: ({ name }) => name,
  gcp: ({ path, collection }) => `${path}/documents/${collection}`,
  azure: ({ address }) => address,
  cloudflare: ({ id }) => id,
};

/** The model asks more often than an HTTP API is throttled to: components/gateway/aws-http-api.ts */
const hurried = { throttlingRateLimit: 10_000, throttlingBurstLimit: 5_000 };
const transform: NonNullable<FunctionSetOptions["transform"]> = {
  gateway: { aws: { stage: { defaultRouteSettings: hurried } } },
};

/** Deploys tables to one simulated cloud. */
export async function deployTables(cloud: Cloud, options: FunctionSetOptions = {}): Promise<DeployedTables> {
  const { simulator, outputs } = await deployProgram(() => {
    const args = deploy(tables, { ...apart, cloud, on: foundationOn(cloud), protection: "destroy" });
    const { urls, nodes } = new FunctionSet("tables", args, { transform, ...options });
    return { urls, tables: handlesOf(nodes.tables) };
  });
  return openTables(cloud, simulator, outputs);
}

/** Tables that are deployed, with the outputs of their stack. */
export function openTables(cloud: Cloud, simulator: Simulator, outputs: unknown): DeployedTables {
  const { urls, tables: handles } = v.parse(Outputs, outputs);
  const post = <T>(name: string, path: string, body: object) => askFunction<T>(simulator, `${urls[name]}${path}`, body);
  const tableOf = (name: string, table: string) =>
    remoteTable((method, args) => post<Performed>(name, "/perform", { table, method, args }));
  const force = (name: string, table: string) => {
    const address = addressOf[cloud](handles[table]?.attributes ?? {});
    return remoteTable((method, args) => post<Performed>(name, "/force", { address, table, method, args }));
  };
  return {
    cloud,
    simulator,
    attributesOf: (table) => handles[table]?.attributes ?? {},
    ...{ as: tableOf, force },
    handed: (name) => askFunction(simulator, `${urls[name]}/handed`),
    during: (mishap, calls, work) => during(simulator.faults, { mishap, calls }, work),
    tables: { users: tableOf("api", "users"), orders: tableOf("api", "orders"), plain: tableOf("api", "plain") },
    large: (list, count, size) => post("api", "/large", { list, count, size }),
    [Symbol.asyncDispose]: () => simulator.stop(),
  };
}
