import type { Reader } from "../../../contract/reader.ts";
import type { Check, Rule } from "../../../contract/rule.ts";
import { secretIn } from "../../../vendors/secret-texts.ts";

const fix = "Keep it in Key Vault, and set the variable to `@Microsoft.KeyVault(SecretUri=…)`";

const variables = (path: string): Check =>
  function* ({ inputs }) {
    for (const entry of inputs.entries(path)) {
      const secret = secretIn(entry);
      if (secret !== undefined)
        yield { property: entry.property, what: `it holds ${secret}, for everyone who reads the settings`, fix };
      else if (entry.unreadable !== undefined) yield entry.unreadable;
    }
  };

function* listed(inputs: Reader, path: string): ReturnType<Check> {
  for (const each of inputs.list(path)) {
    const name = each.text("name") ?? "";
    const [text, unreadable] = [each.known("value"), each.unreadable("value")];
    const secret = secretIn({ name, isSecret: each.isSecret("value"), texts: text === undefined ? [] : [text] });
    const what = `${name} holds ${secret}, for everyone who reads the settings`;
    if (secret !== undefined) yield { property: each.path("value"), what, fix };
    else if (unreadable !== undefined) yield unreadable;
  }
}

export const rule: Rule = {
  name: "no-secrets-in-variables",
  cloud: "azure",
  title: "Variables hold no secrets",
  severity: "critical",
  denied: true,
  why: "Whoever may look at the settings, or at a log of them, has it.",
  source: "https://learn.microsoft.com/azure/app-service/app-service-key-vault-references",
  references: { nist: ["IA-5(7)", "SC-28"] },
  types: {
    "azure-native:web:WebApp": {
      checks: [({ inputs }) => listed(inputs, "siteConfig.appSettings")],
      unknowns: { "siteConfig.appSettings": "later" },
      compliant: { siteConfig: { appSettings: [{ name: "STAGE", value: "prod" }] } },
      broken: [
        [
          "siteConfig.appSettings[0].value",
          `AccountName=a;AccountKey=${"k".repeat(40)}==`,
          "STAGE holds a connection string with a key",
        ],
      ],
    },
    "azure-native:web:WebAppApplicationSettings": {
      checks: [variables("properties")],
      unknowns: { properties: "later" },
      compliant: { properties: { STAGE: "prod", DB_PASSWORD: "@Microsoft.KeyVault(SecretUri=https://shop.vault/db)" } },
      broken: [["properties.DB_PASSWORD", "correct horse battery", "it holds what its name says is secret"]],
    },
  },
};
