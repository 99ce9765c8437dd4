import { type Example, itCosts } from "./examples.ts";

/** As AWS works them out on its pages. */
const examples: readonly Example[] = [
  {
    // "Mobile application backend": https://aws.amazon.com/lambda/pricing/
    title: "3 million requests of 120 ms with 1,536 MB on Lambda: $2.73 after what is free",
    resources: [["aws:lambda/function:Function", "backend", { memorySize: 1_536, region: "us-east-1" }]],
    usage: { requests: 3_000_000, duration: 120 },
    allowances: 1,
    usd: 2.73,
  },
];

describe("what AWS works out", () => {
  for (const example of examples) itCosts(example);
});
