import type { Check, Rule } from "../../../contract/rule.ts";

const bucket: Check = function* ({ inputs }) {
  for (const each of inputs.list("rules")) {
    const writes = each.texts("allowed.methods").some((method) => method !== "GET" && method !== "HEAD");
    if (!writes || !each.texts("allowed.origins").includes("*")) continue;
    yield {
      property: each.path("allowed.origins"),
      what: "pages of every origin may send it data",
      fix: "Name the origins of your pages",
    };
  }
};

export const rule: Rule = {
  name: "narrow-cors",
  cloud: "cloudflare",
  title: "CORS allows named origins only",
  severity: "medium",
  why: "Otherwise any page that a user visits can send requests in the user's name.",
  source: "https://developers.cloudflare.com/r2/buckets/cors/",
  references: { nist: ["AC-4"] },
  types: {
    "cloudflare:index/r2BucketCors:R2BucketCors": {
      checks: [bucket],
      compliant: { rules: [{ allowed: { methods: ["PUT"], origins: ["https://shop.example.com"] } }] },
      broken: [["rules[0].allowed.origins", ["*"], "pages of every origin may send it data"]],
    },
  },
};
