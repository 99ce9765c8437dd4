import type { Check, Rule } from "../../../contract/rule.ts";

const bucket: Check = function* ({ inputs }) {
  for (const each of inputs.list("cors")) {
    const writes = each.texts("methods").some((method) => method !== "GET" && method !== "HEAD");
    if (!writes || !each.texts("origins").includes("*")) continue;
    yield {
      property: each.path("origins"),
      what: "pages of every origin may send it data",
      fix: "Name the origins of your pages",
    };
  }
};

export const rule: Rule = {
  name: "narrow-cors",
  cloud: "gcp",
  title: "CORS allows named origins only",
  severity: "medium",
  why: "Otherwise any page that a user visits can send requests in the user's name.",
  source: "https://cloud.google.com/storage/docs/cross-origin",
  references: { nist: ["AC-4"] },
  types: {
    "gcp:storage/bucket:Bucket": {
      checks: [bucket],
      compliant: { cors: [{ methods: ["PUT"], origins: ["https://shop.example.com"] }] },
      broken: [["cors[0].origins", ["*"], "pages of every origin may send it data"]],
    },
  },
};
