import type { Input } from "@pulumi/pulumi";
import { type Duration, functionSet, param } from "fourfold";
import { deploy, Foundation, FunctionSet } from "fourfold/components";

interface Settings {
  readonly handler?: string;
  readonly timeout?: Duration;
  readonly phrase?: Input<string>;
}

/** A set on AWS that is right but for what it is given. */
export function createSet({
  handler = "../shared/handlers/greet.ts",
  timeout,
  phrase = "hello",
}: Settings): FunctionSet {
  const greetings = functionSet("greetings", {
    root: import.meta.url,
    resources: { phrase: param<string>() },
    functions: { greet: { handler, http: true, links: { phrase: ["read"] }, ...(timeout && { timeout }) } },
  });
  const foundation = new Foundation("site", { cloud: "aws" });
  const args = deploy(greetings, { cloud: "aws", on: foundation, protection: "destroy", bind: { phrase } });
  return new FunctionSet("site", args);
}
