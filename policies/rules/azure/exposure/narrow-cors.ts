import type { Check, Rule } from "../../../contract/rule.ts";

const what = "pages of every origin may send it requests";

const app: Check = function* (subject, given) {
  const { inputs } = subject;
  if (!inputs.texts("siteConfig.cors.allowedOrigins").includes("*")) return;
  if (given.isPublic(subject) && inputs.flag("siteConfig.cors.supportCredentials") !== true) return;
  yield { property: "siteConfig.cors.allowedOrigins", what, fix: "Name the origins of your pages" };
};

export const rule: Rule = {
  name: "narrow-cors",
  cloud: "azure",
  title: "CORS allows named origins only",
  severity: "medium",
  why: "Otherwise any page that a user visits can send requests in the user's name.",
  source: "https://learn.microsoft.com/azure/app-service/app-service-web-tutorial-rest-api#enable-cors",
  references: { checkov: ["CKV_AZURE_57", "CKV_AZURE_62"], nist: ["AC-4"] },
  types: {
    "azure-native:web:WebApp": {
      checks: [app],
      compliant: { siteConfig: { cors: { allowedOrigins: ["https://shop.example.com"] } } },
      broken: [["siteConfig.cors.allowedOrigins", ["*"], what]],
    },
  },
};
