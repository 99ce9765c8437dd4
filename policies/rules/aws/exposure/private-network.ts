import type { Check, Rule } from "../../../contract/rule.ts";

const database: Check = function* (subject, given) {
  if (subject.inputs.flag("publiclyAccessible") !== true || given.isNamed("open", subject)) return;
  const fix = "Set `publiclyAccessible` to `false`";
  yield { property: "publiclyAccessible", what: "it can be reached from the internet", fix };
};

export const rule: Rule = {
  name: "private-network",
  cloud: "aws",
  title: "Data services cannot be reached from the internet",
  severity: "medium",
  why: "Otherwise a key that leaks is all that an attacker needs.",
  source:
    "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html#USER_VPC.Hiding",
  references: { kics: ["35113e6f-2c6b-414d-beec-7a9482d3b2d1"], checkov: ["CKV_AWS_17"], nist: ["SC-7"] },
  options: { open: { default: [], what: "names of resources that may be reached from the internet" } },
  types: {
    "aws:rds/instance:Instance": {
      checks: [database],
      compliant: { publiclyAccessible: false },
      broken: [["publiclyAccessible", true, "it can be reached from the internet"]],
    },
  },
};
