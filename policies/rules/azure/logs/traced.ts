import type { GraphCheck, Rule } from "../../../contract/rule.ts";
import type { Fields } from "../../../contract/values.ts";

const settings = "azure-native:web:WebAppApplicationSettings";
const variable = "APPLICATIONINSIGHTS_CONNECTION_STRING";

const app: GraphCheck = function* (subject, program) {
  const { inputs } = subject;
  if (!/functionapp/.test(inputs.text("kind") ?? "")) return;
  if (inputs.list("siteConfig.appSettings").some((each) => each.text("name") === variable)) return;
  if (program.users(subject, settings, "name").some((each) => each.inputs.has(`properties.${variable}`))) return;
  yield {
    property: "siteConfig.appSettings",
    what: "it is not traced",
    fix: `Set the variable \`${variable}\``,
  };
};

const around = (properties: Fields) => [
  { type: settings, name: "settings", inputs: { properties }, sources: { name: "subject" } },
];

export const rule: Rule = {
  name: "traced",
  cloud: "azure",
  title: "Requests can be traced",
  severity: "low",
  why: "Without traces, nobody can see where a request failed.",
  source: "https://learn.microsoft.com/azure/azure-functions/functions-monitoring",
  references: {
    checkov: ["CKV_AZURE_159"],
    prowler: ["app_function_application_insights_enabled"],
    nist: ["AU-12", "SI-4"],
  },
  types: {
    "azure-native:web:WebApp": {
      graph: [app],
      unknowns: { "siteConfig.appSettings": "later" },
      compliant: { kind: "functionapp,linux" },
      given: { around: around({ [variable]: "InstrumentationKey=…" }) },
      broken: [{ at: "siteConfig.appSettings", says: "it is not traced", around: around({ STAGE: "prod" }) }],
    },
  },
};
