/**
 * Evaluates a program in a process of its own, with the project's folder as its working folder:
 * `node main.ts functions|resources components|sdk <count>`. Writes an `Evaluation` to its standard output.
 */
import { createHash } from "node:crypto";
import { performance } from "node:perf_hooks";
import { runtime } from "@pulumi/pulumi";
// Ours loads it with the first resource. The time to load a vendor's package should count for neither.
import "@pulumi/aws";
import { namesOf } from "../names.ts";
import type { Evaluation } from "./evaluation.ts";

const [program, maker, count] = process.argv.slice(2);
const names = namesOf(Number(count));
const { create } = await import(`./${program}/with-${maker}.ts`);

/** What the engine was asked to create: type, name and arguments of all cloud resources. */
const registered: (readonly [type: string, name: string, inputs: string])[] = [];

// The SDK's own mocks, with the outputs that other resources use.
await runtime.setMocks(
  {
    newResource: ({ type, name, inputs, custom }) => {
      if (custom !== true) return { id: undefined, state: inputs };
      registered.push([type, name, JSON.stringify(inputs)]);
      const addresses = { arn: `arn:${name}`, invokeArn: `arn:${name}:invoke`, executionArn: `arn:${name}:execute` };
      const url = `https://${name}.example`;
      // Of a random id.
      const hex = `${inputs.prefix}00`;
      return { id: name, state: { name, url, hex, apiEndpoint: url, ...addresses, ...inputs } };
    },
    call: () => ({ accountId: "123456789012", arn: "arn:user", userId: "user", id: "user" }),
  },
  "large",
  "bench",
  false,
);

const start = performance.now();
await runtime.runInPulumiStack(async () => create(names));
await runtime.disconnect();
const milliseconds = performance.now() - start;

const types = Object.entries(Object.groupBy(registered, ([type]) => type));
const evaluation: Evaluation = {
  milliseconds,
  counts: Object.fromEntries(types.map(([type, of]) => [type, of?.length ?? 0]).toSorted()),
  digest: createHash("sha256").update(registered.map(String).toSorted().join("\n")).digest("hex"),
};
console.log(JSON.stringify(evaluation));
