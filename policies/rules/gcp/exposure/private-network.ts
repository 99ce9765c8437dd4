import type { Check, Rule } from "../../../contract/rule.ts";

const networks: Check = function* (subject, given) {
  for (const network of subject.inputs.list("settings.ipConfiguration.authorizedNetworks")) {
    if (!/^(?:0\.0\.0\.0|::)\/0$/.test(network.text("value") ?? "") || given.isNamed("open", subject)) continue;
    yield {
      property: network.path("value"),
      what: "it is reached from every address",
      fix: "Name the networks that reach it",
    };
  }
};

export const rule: Rule = {
  name: "private-network",
  cloud: "gcp",
  title: "Data services are not reached from the internet",
  severity: "medium",
  why: "A key that leaks is then enough.",
  source: "https://cloud.google.com/sql/docs/postgres/authorize-networks",
  references: { nist: ["SC-7"] },
  options: { open: { default: [], what: "names of what is meant to be reached from the internet" } },
  types: {
    "gcp:sql/databaseInstance:DatabaseInstance": {
      checks: [networks],
      compliant: { settings: { ipConfiguration: { authorizedNetworks: [{ value: "203.0.113.0/24" }] } } },
      broken: [
        ["settings.ipConfiguration.authorizedNetworks[0].value", "0.0.0.0/0", "it is reached from every address"],
      ],
    },
  },
};
