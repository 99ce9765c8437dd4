import type { Rule } from "../../../contract/rule.ts";
import { noSecretsIn, secretsInList } from "../../../vendors/secret-variables.ts";

const fix = "Keep it in Key Vault, and set the variable to `@Microsoft.KeyVault(SecretUri=…)`";

export const rule: Rule = {
  name: "no-secrets-in-variables",
  cloud: "azure",
  title: "Environment variables contain no secrets",
  severity: "critical",
  level: "denied",
  why: "Everyone who may see the configuration, or a log of it, can read them.",
  source: "https://learn.microsoft.com/azure/app-service/app-service-key-vault-references",
  references: { nist: ["IA-5(7)", "SC-28"] },
  types: {
    "azure-native:web:WebApp": {
      checks: [({ inputs }) => secretsInList(inputs.list("siteConfig.appSettings"), "value", fix)],
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
      checks: [noSecretsIn("properties", fix)],
      unknowns: { properties: "later" },
      compliant: { properties: { STAGE: "prod", DB_PASSWORD: "@Microsoft.KeyVault(SecretUri=https://shop.vault/db)" } },
      broken: [["properties.DB_PASSWORD", "correct horse battery", "it holds what its name says is secret"]],
    },
  },
};
