import { forbids, requires } from "../../../contract/requirements.ts";
import type { Check, Rule } from "../../../contract/rule.ts";

const plain = "it serves plain HTTP";

/** https://learn.microsoft.com/azure/frontdoor/end-to-end-tls */
const route: Check = function* ({ inputs }) {
  if (inputs.text("httpsRedirect") === "Disabled" && inputs.texts("supportedProtocols").includes("Http")) {
    const fix = 'Set `httpsRedirect` to `"Enabled"`';
    yield { property: "httpsRedirect", what: plain, fix, remedy: { httpsRedirect: "Enabled" } };
  }
};

export const rule: Rule = {
  name: "https-only",
  cloud: "azure",
  title: "Plain HTTP is not used",
  severity: "high",
  level: "denied",
  isRemediable: true,
  why: "Anyone on the network path can read and change what is sent over plain HTTP.",
  source: "https://learn.microsoft.com/azure/app-service/configure-ssl-bindings#enforce-https",
  references: {
    checkov: ["CKV_AZURE_70", "CKV_AZURE_14", "CKV_AZURE_153", "CKV_AZURE_3", "CKV_AZURE_197"],
    trivy: ["AZU-0004", "AZU-0072", "AZU-0008"],
    kics: [
      "488847ff-6031-487c-bf42-98fd6ac5c9a0",
      "1367dd13-2c90-4020-80b7-e4339a3dc2c4",
      "11e9a948-c6c3-4a0f-8dcf-b5cf1763cdbe",
      "12944ec4-1fa0-47be-8b17-42a034f937c2",
      "cb8e4bf0-903d-45c6-a278-9a947d82a27b",
    ],
    prowler: ["app_function_ensure_http_is_redirected_to_https"],
    cis: ["Azure 3.0 9.1", "Azure 6.0 9.3.4"],
    nist: ["SC-8", "SC-8(1)"],
  },
  types: {
    "azure-native:web:WebApp": {
      checks: [requires("httpsOnly", true, { else: plain, remedy: true })],
      compliant: { httpsOnly: true },
      broken: [
        ["httpsOnly", false, plain],
        ["httpsOnly", undefined, plain],
      ],
    },
    // Where nothing is said of it, it is true: https://learn.microsoft.com/azure/storage/common/storage-require-secure-transfer
    "azure-native:storage:StorageAccount": {
      checks: [
        forbids("enableHttpsTrafficOnly", [false], { else: plain, fix: "Set `enableHttpsTrafficOnly` to `true`" }),
      ],
      compliant: { enableHttpsTrafficOnly: true },
      broken: [["enableHttpsTrafficOnly", false, plain]],
    },
    "azure-native:cdn:Route": {
      checks: [
        route,
        forbids("forwardingProtocol", ["HttpOnly"], {
          else: "it requests the origin over plain HTTP",
          fix: 'Set `forwardingProtocol` to `"HttpsOnly"`',
        }),
      ],
      compliant: { httpsRedirect: "Enabled", supportedProtocols: ["Http", "Https"], forwardingProtocol: "HttpsOnly" },
      broken: [
        ["httpsRedirect", "Disabled", plain],
        ["forwardingProtocol", "HttpOnly", "it requests the origin over plain HTTP"],
      ],
    },
    "azure-native:redis:Redis": {
      checks: [
        forbids("enableNonSslPort", [true], {
          else: "it accepts connections without TLS",
          fix: "Set `enableNonSslPort` to `false`",
        }),
      ],
      compliant: { enableNonSslPort: false },
      broken: [["enableNonSslPort", true, "it accepts connections without TLS"]],
    },
  },
};
