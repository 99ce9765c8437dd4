/**
 * Tests for Pulumi programs and components: no Pulumi CLI, no cloud, no mocks.
 *
 * @example
 * import { evaluate } from "fourfold/testing";
 *
 * it("keeps logs for a month", async () => {
 *   const stack = await evaluate(() => void new Shop("shop"));
 *
 *   stack.has("aws:cloudwatch/logGroup:LogGroup", { retentionInDays: 30 });
 * });
 */
export type {
  Diagnostic,
  Program,
  Properties,
  Provider,
  Providers,
  ResourceChanges,
  Severity,
} from "../engine/index.ts";
/** The placeholder, in inputs and outputs of a preview, for a value that only a deployment brings. */
export { unknownValue } from "../engine/index.ts";
export type { MessageOutcome } from "../runtime/messages/process.ts";
export { type ConfigValue, type EvaluateOptions, evaluate } from "./evaluate.ts";
export type { EvaluatedResource, EvaluatedStack } from "./evaluated-stack.ts";
export type { KeptMessage } from "./messages/memory-queue.ts";
export { type MessagesOptions, messagesOf, type SetMessages } from "./messages/messages-of.ts";
export type { Violation } from "./policies/analyzer.ts";
export type { GivenResource } from "./policies/given.ts";
export type { Remediation, Verdict } from "./policies/judge.ts";
export type { AnyPolicy, PolicyOptions } from "./policies/policy.ts";
export { type VerdictOf, verdictOf } from "./policies/verdict-of.ts";
export { memorySecret, type SecretInMemory } from "./secrets.ts";
export type { SmokeCheck, SmokeRequest } from "./smoke-check.ts";
export type { GivenStack } from "./stacks.ts";
export { type SetTables, tablesOf } from "./tables-of.ts";
export { type MessageTo, type MessageToOptions, messageTo } from "./triggers/consumes.ts";
export { type RequestTo, type RequestToOptions, requestTo } from "./triggers/http.ts";
export { type RunOf, type RunOfOptions, runOf } from "./triggers/schedule.ts";
