import type { Check, GraphCheck, Rule } from "../../../contract/rule.ts";

const target = "aws:appautoscaling/target:Target";

/** Where nothing is said, capacity is provisioned. Some other resource may scale it. */
const mode: GraphCheck = function* (subject, program) {
  if (subject.inputs.text("billingMode") === "PAY_PER_REQUEST") return;
  if (program.users(subject, target, "resourceId").length > 0) return;
  yield {
    property: "billingMode",
    what: "its capacity is billed around the clock",
    fix: 'Set it to `"PAY_PER_REQUEST"`',
  };
};

const bound = (property: string): Check =>
  function* ({ inputs }) {
    if (inputs.text("billingMode") !== "PAY_PER_REQUEST" || (inputs.number(property) ?? -1) > 0) return;
    yield {
      property,
      what: "its throughput is not limited",
      fix: "Set it to the units per second that you would pay for",
    };
  };

const units = { maxReadRequestUnits: 1_000, maxWriteRequestUnits: 500 };

export const rule: Rule = {
  name: "bounded-throughput",
  cloud: "aws",
  title: "Databases bill for what is used, up to a limit",
  severity: "medium",
  level: "advised",
  why: "Unused provisioned capacity is billed, and a bug in a loop uses throughput without end.",
  source: "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/on-demand-capacity-mode.html",
  references: { checkov: ["CKV2_AWS_16"], guard: ["dynamodb_billing_mode_rule", "dynamodb_autoscaling_enabled"] },
  types: {
    "aws:dynamodb/table:Table": {
      checks: [bound("onDemandThroughput.maxReadRequestUnits"), bound("onDemandThroughput.maxWriteRequestUnits")],
      graph: [mode],
      compliant: { billingMode: "PAY_PER_REQUEST", onDemandThroughput: units },
      broken: [
        { inputs: { billingMode: "PROVISIONED" }, at: "billingMode", says: "its capacity is billed around the clock" },
        ["onDemandThroughput.maxReadRequestUnits", -1, "its throughput is not limited"],
        ["onDemandThroughput.maxWriteRequestUnits", undefined, "its throughput is not limited"],
      ],
    },
  },
};
