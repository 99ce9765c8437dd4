import type { GraphCheck, Rule } from "../../../contract/rule.ts";
import type { Subject } from "../../../contract/subject.ts";
import type { Fields } from "../../../contract/values.ts";

const settings = "azure-native:web:WebAppAuthSettingsV2";

/** Whether the platform lets nobody in who has not said who they are. */
const asksWho: (subject: Subject) => boolean = ({ inputs }) =>
  inputs.flag("globalValidation.requireAuthentication") === true &&
  inputs.text("globalValidation.unauthenticatedClientAction") !== "AllowAnonymous";

const app: GraphCheck = function* (subject, program, given) {
  if (subject.inputs.text("publicNetworkAccess") === "Disabled" || given.isPublic(subject)) return;
  if (program.users(subject, settings, "name").some(asksWho)) return;
  const fix =
    "Give it WebAppAuthSettingsV2 with `globalValidation.requireAuthentication`, or list it in `public` of the settings, with a reason";
  yield { property: "publicNetworkAccess", what: "anyone may call it", fix };
};

const asking = { globalValidation: { requireAuthentication: true, unauthenticatedClientAction: "Return401" } };
const lax = { globalValidation: { requireAuthentication: true, unauthenticatedClientAction: "AllowAnonymous" } };
const around = (inputs: Fields) => [{ type: settings, name: "settings", inputs, sources: { name: "subject" } }];

export const rule: Rule = {
  name: "declared-public",
  cloud: "azure",
  title: "Public endpoints are declared as public",
  severity: "high",
  level: "denied",
  why: "An endpoint that is public by mistake is one that nobody protects or monitors.",
  source: "https://learn.microsoft.com/azure/app-service/overview-authentication-authorization",
  references: {
    checkov: ["CKV_AZURE_56", "CKV_AZURE_13"],
    trivy: ["AZU-0003"],
    kics: ["e65a0733-94a0-4826-82f4-df529f4c593f"],
    prowler: ["app_function_access_keys_configured"],
    cis: ["Azure 3.0 9.2"],
    nist: ["AC-3", "SC-7"],
  },
  types: {
    "azure-native:web:WebApp": {
      graph: [app],
      compliant: {},
      given: { around: around(asking) },
      broken: [
        { at: "publicNetworkAccess", says: "anyone may call it", around: around(lax) },
        { at: "publicNetworkAccess", says: "anyone may call it", around: [] },
      ],
    },
  },
};
