import { performance } from "node:perf_hooks";
import type { Policies } from "@pulumi/policy";
import type { ResourceState } from "../../kit/engine/index.ts";
import { Analyzer } from "../../kit/testing/policies/analyzer.ts";
import { type Asked, askedOfStates } from "../../kit/testing/policies/given.ts";
import type { AnyPolicy } from "../../kit/testing/policies/policy.ts";
import { loadCatalogue } from "../../policies/catalogue.ts";
import { programOf } from "../../policies/contract/program.ts";
import type { Rule } from "../../policies/contract/rule.ts";
import { assess } from "../../policies/engine/assess.ts";
import { createContext } from "../../policies/pack/context.ts";
import { createPolicies } from "../../policies/pack/policies.ts";
import { parseSettings } from "../../policies/settings/settings.ts";
import { subjectsOf } from "../../policies/sources/states.ts";
import type { Benchmark } from "../benchmark.ts";
import { median } from "../statistics.ts";
import { resourcesOf, shopStates } from "./states.ts";

const today = "2026-11-30";
const settings = parseSettings({ costs: { stack: { monthly: 100_000 } } }, "the benchmark", []);

/** How long policies have been at work. */
interface Clock {
  milliseconds: number;
}

/** Policies that count their own time, as against the SDK's, which copies the properties of a resource for each policy that it asks. */
function timed(policies: Policies, clock: Clock): Policies {
  const counting =
    <Args extends readonly unknown[]>(answer: (...args: Args) => Promise<void> | void) =>
    (...args: Args) => {
      const start = performance.now();
      const count = () => {
        clock.milliseconds += performance.now() - start;
      };
      const answered = answer(...args);
      // To wait for what has answered already would count what the SDK does meanwhile.
      return answered instanceof Promise ? answered.then(count) : count();
    };
  return policies.map((policy: AnyPolicy) => ({
    ...policy,
    ...(typeof policy.validateResource === "function" && { validateResource: counting(policy.validateResource) }),
    ...(policy.validateStack !== undefined && { validateStack: counting(policy.validateStack) }),
  }));
}

/** The time in which a pack answers about each resource, and then about all of them: that of the rules, and with the SDK's. */
async function timeOfPack(catalogue: readonly Rule[], all: readonly Asked[]) {
  const clock: Clock = { milliseconds: 0 };
  const policies = timed(createPolicies(createContext(catalogue, settings, today)), clock);
  const analyzer = new Analyzer(policies, {}, all);
  const start = performance.now();
  for (const asked of all) await analyzer.analyze(asked);
  await analyzer.analyzeStack(all);
  return { whole: performance.now() - start, rules: clock.milliseconds };
}

function timeOfCheck(catalogue: readonly Rule[], states: readonly ResourceState[]): number {
  const start = performance.now();
  assess(programOf(subjectsOf(states)), catalogue, settings, today);
  return performance.now() - start;
}

interface Times {
  readonly resources: number;
  readonly whole: number[];
  readonly rules: number[];
  readonly check: number[];
}

async function measure(resources: number, rounds: number, shop: readonly ResourceState[]): Promise<Times> {
  const catalogue = await loadCatalogue();
  const states = resourcesOf(shop, resources);
  const all = await askedOfStates(states);
  const times: Times = { resources, whole: [], rules: [], check: [] };
  for (let round = 0; round < rounds; round++) {
    const { whole, rules } = await timeOfPack(catalogue, all);
    times.whole.push(whole);
    times.rules.push(rules);
    times.check.push(timeOfCheck(catalogue, states));
  }
  return times;
}

const countOf = ({ resources }: Times): string => `${resources.toLocaleString("en-US")} resources`;

const seriesOf = (times: Times) => [
  { label: `${countOf(times)}: the pack, asked by the SDK`, values: times.whole },
  { label: `${countOf(times)}: of that the rules and the cost budget`, values: times.rules },
  { label: `${countOf(times)}: \`fourfold check\`, of a state that is read`, values: times.check },
];

/** The time for each resource. */
const each = ({ resources, rules }: Times): number => median(rules) / resources;

function claimsOf(middle: Times, large: Times) {
  const text = `${countOf(large)}: the rules and the cost budget take a second at most`;
  const grown = each(large) / each(middle);
  return [
    { text, measured: median(large.rules), atMost: 1_000, kept: false },
    {
      text: `each of ${countOf(large)} at most 1.3 times each of ${countOf(middle)}`,
      measured: grown,
      atMost: 1.3,
      kept: false,
    },
  ];
}

/** Pulumi asks a pack about each resource of a program, and then about all of them. */
export const analysing: Benchmark = {
  title: "Holding a program to the policies",
  unit: "ms",
  async run(quick) {
    const shop = await shopStates();
    const rounds = quick ? 2 : 5;
    const small = await measure(100, rounds, shop);
    const middle = await measure(quick ? 300 : 1_000, rounds, shop);
    const large = await measure(quick ? 600 : 5_000, rounds, shop);
    return {
      series: [small, middle, large].flatMap(seriesOf),
      claims: claimsOf(middle, large),
      notes: [
        "The resources of the shop on four clouds, and of more such shops. Asked as Pulumi's engine asks, without a socket. The SDK copies the properties of a resource for each policy that it asks.",
      ],
    };
  },
};
