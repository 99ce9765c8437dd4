import type { Check, Rule } from "../../../contract/rule.ts";

/** A door that is open where somebody has opened it. */
const closed = (property: string, open: string | boolean, shut: string | boolean, what: string): Check =>
  function* ({ inputs }) {
    if (inputs.value(property) !== open) return;
    yield { property, what, fix: `Set \`${property}\` to \`${JSON.stringify(shut)}\``, remedy: { [property]: shut } };
  };

const allowed = (what: string) =>
  ({
    checks: [closed("allow", true, false, what)],
    compliant: { allow: false },
    broken: [["allow", true, what]],
  }) as const;

export const rule: Rule = {
  name: "no-back-doors",
  cloud: "azure",
  title: "Code is changed by deployments only",
  severity: "medium",
  level: "denied",
  isRemediable: true,
  why: "FTP, remote debugging and publishing passwords are ways in that nobody monitors.",
  source: "https://learn.microsoft.com/azure/app-service/deploy-ftp#enforce-ftps",
  references: {
    checkov: ["CKV_AZURE_72", "CKV_AZURE_155", "CKV_AZURE_78", "CKV_AZURE_244"],
    trivy: ["AZU-0071"],
    kics: ["9dab0179-433d-4dff-af8f-0091025691df", "85da374f-b00f-4832-9d44-84a1ca1e89f8"],
    prowler: ["app_function_ftps_deployment_disabled"],
    cis: ["Azure 3.0 9.3"],
    nist: ["CM-7"],
  },
  types: {
    "azure-native:web:WebApp": {
      checks: [
        closed("siteConfig.remoteDebuggingEnabled", true, false, "debuggers attach from anywhere"),
        closed("siteConfig.ftpsState", "AllAllowed", "Disabled", "files are changed over plain FTP"),
      ],
      compliant: { siteConfig: { remoteDebuggingEnabled: false, ftpsState: "Disabled" } },
      broken: [
        ["siteConfig.remoteDebuggingEnabled", true, "debuggers attach from anywhere"],
        ["siteConfig.ftpsState", "AllAllowed", "files are changed over plain FTP"],
      ],
    },
    // https://learn.microsoft.com/azure/app-service/configure-basic-auth-disable
    "azure-native:web:WebAppFtpAllowed": allowed("files are changed with a password"),
    "azure-native:web:WebAppScmAllowed": allowed("code is deployed with a password"),
    "azure-native:storage:StorageAccount": {
      checks: [
        closed("isLocalUserEnabled", true, false, "users of its own get in with passwords"),
        closed("isSftpEnabled", true, false, "it answers SFTP"),
      ],
      compliant: { isLocalUserEnabled: false, isSftpEnabled: false },
      broken: [
        ["isLocalUserEnabled", true, "users of its own get in with passwords"],
        ["isSftpEnabled", true, "it answers SFTP"],
      ],
    },
  },
};
