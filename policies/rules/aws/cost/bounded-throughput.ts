import type { Check, GraphCheck, Rule } from "../../../contract/rule.ts";

const target = "aws:appautoscaling/target:Target";

/** Where nothing is said, capacity is provisioned. Some other resource may scale it. */
const mode: GraphCheck = function* (subject, program) {
  if (subject.inputs.text("billingMode") === "PAY_PER_REQUEST") return;
  if (program.users(subject, target, "resourceId").length > 0) return;
  yield {
    property: "billingMode",
    what: "its capacity is paid for day and night",
    fix: 'Set it to `"PAY_PER_REQUEST"`',
  };
};

const bound = (property: string): Check =>
  function* ({ inputs }) {
    if (inputs.text("billingMode") !== "PAY_PER_REQUEST" || (inputs.number(property) ?? -1) > 0) return;
    yield {
      property,
      what: "nothing bounds what may be asked of it",
      fix: "Set it to the units in a second that you would pay for",
    };
  };

const units = { maxReadRequestUnits: 1_000, maxWriteRequestUnits: 500 };

export const rule: Rule = {
  name: "bounded-throughput",
  cloud: "aws",
  title: "Databases cost what is used, and no more than is meant",
  severity: "medium",
  level: "advised",
  why: "Capacity that nobody uses is paid for, and an error in a loop asks without end.",
  source: "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/on-demand-capacity-mode.html",
  references: { checkov: ["CKV2_AWS_16"], guard: ["dynamodb_billing_mode_rule", "dynamodb_autoscaling_enabled"] },
  types: {
    "aws:dynamodb/table:Table": {
      checks: [bound("onDemandThroughput.maxReadRequestUnits"), bound("onDemandThroughput.maxWriteRequestUnits")],
      graph: [mode],
      compliant: { billingMode: "PAY_PER_REQUEST", onDemandThroughput: units },
      broken: [
        { inputs: { billingMode: "PROVISIONED" }, at: "billingMode", says: "its capacity is paid for day and night" },
        ["onDemandThroughput.maxReadRequestUnits", -1, "nothing bounds what may be asked of it"],
        ["onDemandThroughput.maxWriteRequestUnits", undefined, "nothing bounds what may be asked of it"],
      ],
    },
  },
};
