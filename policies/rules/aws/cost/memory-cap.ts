import type { Check, Rule } from "../../../contract/rule.ts";

const memory: Check = function* ({ inputs }, given) {
  const [size, most] = [inputs.number("memorySize"), given.number("megabytes")];
  if (size === undefined || size <= most) return;
  yield {
    property: "memorySize",
    what: `it has more than ${most} MB`,
    fix: `Set \`memorySize\` to ${most} or less`,
    remedy: { memorySize: most },
  };
};

export const rule: Rule = {
  name: "memory-cap",
  cloud: "aws",
  title: "Functions have no more memory than they need",
  severity: "medium",
  level: "advised",
  isRemediable: true,
  why: "Memory is billed whether it is used or not.",
  source: "https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html",
  references: {},
  options: { megabytes: { default: 2048, what: "megabytes that a function may have" } },
  types: {
    "aws:lambda/function:Function": {
      checks: [memory],
      compliant: { memorySize: 512 },
      broken: [["memorySize", 4096, "it has more than 2048 MB"]],
    },
  },
};
