import type { Check, Rule } from "../../../contract/rule.ts";
import { megabytesOf } from "../../../vendors/quantities.ts";

const memory: Check = function* ({ inputs }, given) {
  const property = "serviceConfig.availableMemory";
  const [size, most] = [megabytesOf(inputs.text(property)), given.number("megabytes")];
  if (size === undefined || size <= most) return;
  yield { property, what: `it has more than ${most} MB`, fix: `Set \`${property}\` to \`"${most}M"\` or less` };
};

const containers: Check = function* ({ inputs }, given) {
  for (const container of inputs.list("template.containers")) {
    const [size, most] = [megabytesOf(container.text("resources.limits.memory")), given.number("megabytes")];
    if (size === undefined || size <= most) continue;
    const property = container.path("resources.limits.memory");
    yield { property, what: `it has more than ${most} MB`, fix: `Set it to \`"${most}Mi"\` or less` };
  }
};

export const rule: Rule = {
  name: "memory-cap",
  cloud: "gcp",
  title: "Functions have no more memory than they need",
  severity: "medium",
  level: "advised",
  why: "Memory is billed whether it is used or not.",
  source: "https://cloud.google.com/run/docs/configuring/memory-limits",
  references: {},
  options: { megabytes: { default: 2048, what: "megabytes that a function may have" } },
  types: {
    "gcp:cloudfunctionsv2/function:Function": {
      checks: [memory],
      compliant: { serviceConfig: { availableMemory: "512M" } },
      broken: [["serviceConfig.availableMemory", "4Gi", "it has more than 2048 MB"]],
    },
    "gcp:cloudrunv2/service:Service": {
      checks: [containers],
      compliant: { template: { containers: [{ resources: { limits: { memory: "512Mi" } } }] } },
      broken: [["template.containers[0].resources.limits.memory", "8Gi", "it has more than 2048 MB"]],
    },
  },
};
