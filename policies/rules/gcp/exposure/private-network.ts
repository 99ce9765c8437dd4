import type { Check, Rule } from "../../../contract/rule.ts";

const networks: Check = function* (subject, given) {
  for (const network of subject.inputs.list("settings.ipConfiguration.authorizedNetworks")) {
    if (!/^(?:0\.0\.0\.0|::)\/0$/.test(network.text("value") ?? "") || given.isNamed("open", subject)) continue;
    yield {
      property: network.path("value"),
      what: "it can be reached from every address",
      fix: "Allow only the networks that need it",
    };
  }
};

export const rule: Rule = {
  name: "private-network",
  cloud: "gcp",
  title: "Data services cannot be reached from the internet",
  severity: "medium",
  why: "Otherwise a key that leaks is all that an attacker needs.",
  source: "https://cloud.google.com/sql/docs/postgres/authorize-networks",
  references: { kics: ["b187edca-b81e-4fdc-aff4-aab57db45edb"], checkov: ["CKV_GCP_11"], nist: ["SC-7"] },
  options: { open: { default: [], what: "names of resources that may be reached from the internet" } },
  types: {
    "gcp:sql/databaseInstance:DatabaseInstance": {
      checks: [networks],
      compliant: { settings: { ipConfiguration: { authorizedNetworks: [{ value: "203.0.113.0/24" }] } } },
      broken: [
        ["settings.ipConfiguration.authorizedNetworks[0].value", "0.0.0.0/0", "it can be reached from every address"],
      ],
    },
  },
};
