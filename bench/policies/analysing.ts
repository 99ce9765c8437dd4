import type { Policies } from "@pulumi/policy";
import type { ResourceState } from "../../kit/engine/index.ts";
import { Analyzer } from "../../kit/testing/policies/analyzer.ts";
import { type Asked, askedOfStates } from "../../kit/testing/policies/given.ts";
import { loadCatalogue } from "../../policies/catalogue.ts";
import { programOf } from "../../policies/contract/program.ts";
import type { Rule } from "../../policies/contract/rule.ts";
import { assess } from "../../policies/engine/assess.ts";
import { createContext } from "../../policies/pack/context.ts";
import { createPolicies } from "../../policies/pack/policies.ts";
import { parseSettings } from "../../policies/settings/settings.ts";
import { subjectsOf } from "../../policies/sources/states.ts";
import type { Benchmark } from "../benchmark.ts";
import { median, pairedRatio } from "../statistics.ts";
import { resourcesOf, shopStates } from "./states.ts";

const today = "2026-11-30";
const settings = parseSettings({ costs: { stack: { monthly: 100_000 } } }, "the benchmark", []);

/** As many policies as a pack has, asked about the same, which do nothing. */
const idle = (policies: Policies): Policies =>
  policies.map((policy) => ({
    ...policy,
    ...("validateResource" in policy ? { validateResource: () => undefined } : {}),
    ...("validateStack" in policy ? { validateStack: () => undefined } : {}),
  }));

/** The processor time of this process in milliseconds: other processes of a busy machine do not count. */
function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

/** The time in which policies answer about each resource, and then about all of them. */
async function timeOf(policies: Policies, all: readonly Asked[]): Promise<number> {
  const analyzer = new Analyzer(policies, {}, all);
  const start = processorTime();
  for (const asked of all) await analyzer.analyze(asked);
  await analyzer.analyzeStack(all);
  return processorTime() - start;
}

function timeOfCheck(catalogue: readonly Rule[], states: readonly ResourceState[]): number {
  const start = processorTime();
  assess(programOf(subjectsOf(states)), catalogue, settings, today);
  return processorTime() - start;
}

interface Times {
  readonly resources: number;
  readonly pack: number[];
  readonly idle: number[];
  readonly check: number[];
}

/** What the rules take, without the SDK. */
const ownTimes = ({ pack, idle: without }: Times): readonly number[] =>
  pack.map((time, round) => time - (without[round] ?? Number.NaN));

async function measure(resources: number, rounds: number, shop: readonly ResourceState[]): Promise<Times> {
  const catalogue = await loadCatalogue();
  const states = resourcesOf(shop, resources);
  const all = await askedOfStates(states);
  const times: Times = { resources, pack: [], idle: [], check: [] };
  for (let round = 0; round < rounds; round++) {
    const policies = createPolicies(createContext(catalogue, settings, today));
    times.pack.push(await timeOf(policies, all));
    times.idle.push(await timeOf(idle(policies), all));
    times.check.push(timeOfCheck(catalogue, states));
  }
  return times;
}

const countOf = ({ resources }: Times): string => `${resources.toLocaleString("en-US")} resources`;

const seriesOf = (times: Times) => [
  { label: `${countOf(times)}: the pack, asked by the SDK`, values: times.pack },
  { label: `${countOf(times)}: as many policies that do nothing`, values: times.idle },
  { label: `${countOf(times)}: the rules, without the SDK`, values: ownTimes(times) },
  { label: `${countOf(times)}: \`fourfold check\`, of a state that is read`, values: times.check },
];

/** The time for each resource. */
const each = ({ resources }: Times, values: readonly number[]): number => median(values) / resources;

function claimsOf(middle: Times, large: Times) {
  const text = `${countOf(large)}: the rules take a second at most`;
  const grown = each(large, ownTimes(large)) / each(middle, ownTimes(middle));
  return [
    { text, measured: median(ownTimes(large)), atMost: 1_000, kept: false },
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
      ratios: [
        {
          text: `${countOf(large)}: the pack to policies that do nothing`,
          measured: pairedRatio(large.pack, large.idle),
        },
      ],
      notes: [
        "Processor time, on the resources of the shop on four clouds, and of more such shops. Asked as Pulumi's engine asks, without a socket. The SDK copies the properties of a resource for each policy that it asks.",
      ],
    };
  },
};
