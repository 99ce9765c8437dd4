import { forbids, requiresOneOf } from "../../../contract/requirements.ts";
import type { Rule } from "../../../contract/rule.ts";

const old = "it accepts versions of TLS before 1.2";

/** Services that take 1.2 where nothing is said. */
const notBefore = (path: string, forbidden: readonly string[], least: string) =>
  forbids(path, forbidden, { else: old, fix: `Set \`${path}\` to \`"${least}"\`` });

export const rule: Rule = {
  name: "modern-tls",
  cloud: "azure",
  title: "TLS 1.2 or newer is required",
  severity: "high",
  level: "denied",
  isRemediable: true,
  why: "Older versions of TLS have known weaknesses.",
  source: "https://learn.microsoft.com/azure/security/fundamentals/encryption-overview#tls-encryption-in-azure",
  references: {
    checkov: ["CKV_AZURE_44", "CKV_AZURE_15", "CKV_AZURE_145", "CKV_AZURE_200", "CKV_AZURE_205"],
    trivy: ["AZU-0006", "AZU-0011"],
    kics: ["b5c851d5-00f1-43dc-a8de-3218fd6f71be", "45fc717a-bd86-415c-bdd8-677901be1aa6"],
    prowler: [
      "app_minimum_tls_version_12",
      "storage_ensure_minimum_tls_version_12",
      "cosmosdb_account_minimum_tls_version",
    ],
    cis: ["Azure 3.0 9.4", "Azure 6.0 9.3.6"],
    nist: ["SC-8", "SC-13"],
  },
  types: {
    "azure-native:web:WebApp": {
      checks: [
        notBefore("siteConfig.minTlsVersion", ["1.0", "1.1"], "1.2"),
        notBefore("siteConfig.scmMinTlsVersion", ["1.0", "1.1"], "1.2"),
      ],
      compliant: { siteConfig: { minTlsVersion: "1.2", scmMinTlsVersion: "1.2" } },
      broken: [
        ["siteConfig.minTlsVersion", "1.1", old],
        ["siteConfig.scmMinTlsVersion", "1.0", old],
      ],
    },
    // Where nothing is said, it is 1.0: https://learn.microsoft.com/azure/storage/common/transport-layer-security-configure-minimum-version
    "azure-native:storage:StorageAccount": {
      checks: [requiresOneOf("minimumTlsVersion", ["TLS1_2", "TLS1_3"], { else: old, remedy: true })],
      compliant: { minimumTlsVersion: "TLS1_2" },
      broken: [
        ["minimumTlsVersion", "TLS1_0", old],
        ["minimumTlsVersion", undefined, old],
      ],
    },
    "azure-native:cosmosdb:DatabaseAccount": {
      checks: [notBefore("minimalTlsVersion", ["Tls", "Tls11"], "Tls12")],
      compliant: { minimalTlsVersion: "Tls12" },
      broken: [["minimalTlsVersion", "Tls11", old]],
    },
    "azure-native:servicebus:Namespace": {
      checks: [notBefore("minimumTlsVersion", ["1.0", "1.1"], "1.2")],
      compliant: { minimumTlsVersion: "1.2" },
      broken: [["minimumTlsVersion", "1.0", old]],
    },
    "azure-native:cdn:AFDCustomDomain": {
      checks: [notBefore("tlsSettings.minimumTlsVersion", ["TLS10"], "TLS12")],
      compliant: { tlsSettings: { minimumTlsVersion: "TLS12" } },
      broken: [["tlsSettings.minimumTlsVersion", "TLS10", old]],
    },
    "azure-native:redis:Redis": {
      checks: [notBefore("minimumTlsVersion", ["1.0", "1.1"], "1.2")],
      compliant: { minimumTlsVersion: "1.2" },
      broken: [["minimumTlsVersion", "1.1", old]],
    },
  },
};
