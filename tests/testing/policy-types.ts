/** What must compile of tests of policies, and what must not: `npm run check:types` fails when a line marked as wrong is accepted. */
import { type Policies, Secret, type StackValidationPolicy, validateResourceOfType } from "@pulumi/policy";
import { RandomPet } from "@pulumi/random";
import { evaluate, type Remediation, type Verdict, type Violation, verdictOf } from "fourfold/testing";

const stackPolicy: StackValidationPolicy = {
  ...{ name: "stack", description: "Is about the stack." },
  validateStack: ({ resources }, report) => report(String(resources.length)),
};
const policies: Policies = [
  {
    ...{ name: "pets", description: "Is about pets.", enforcementLevel: "remediate" },
    validateResource: [
      validateResourceOfType(RandomPet, (pet, _args, report) => report(String(pet.length))),
      async ({ props }) => void props,
    ],
    remediateResource: ({ props }) => ({ ...props, word: new Secret("x") }),
    configSchema: { properties: { atMost: { type: "number", default: 1 } } },
  },
  stackPolicy,
];

const verdict = verdictOf(policies, {
  ...{ level: "mandatory", tags: { team: "shop" } },
  config: { all: "advisory", pets: { enforcementLevel: "mandatory", atMost: 3 } },
});
verdictOf([stackPolicy]);

const type = "random:index/randomPet:RandomPet";
(await verdict({ type, inputs: { length: 1 } })) satisfies Verdict;
(await verdict([
  { type, inputs: {}, parent: "house" },
  { type: "acme:index:House", name: "house", inputs: {} },
])) satisfies Verdict;
const stack = await evaluate(() => ({}));
const { violations, remediations } = await verdict(stack);
violations satisfies readonly Violation[];
violations[0]?.level satisfies "advisory" | "mandatory" | undefined;
remediations satisfies readonly Remediation[];
await verdict(stack.find(type));

// @ts-expect-error - a program that was not evaluated
await verdict(() => new RandomPet("rex"));
// @ts-expect-error - no type
await verdict({ inputs: {} });
// @ts-expect-error - no inputs
await verdict({ type });
// @ts-expect-error - a misspelt property
await verdict({ type, inputs: {}, protected: true });
// @ts-expect-error - a pack has a list of policies
verdictOf(stackPolicy);
// @ts-expect-error - no such level
verdictOf(policies, { config: { all: "required" } });
// @ts-expect-error - a misspelt option
verdictOf(policies, { configuration: {} });
// @ts-expect-error - a policy without a description
verdictOf([{ name: "bare" }]);
