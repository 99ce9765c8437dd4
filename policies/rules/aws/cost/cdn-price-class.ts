import type { Check, Rule } from "../../../contract/rule.ts";

/** Where nothing is said, it is all of them. */
const price: Check = function* ({ inputs }) {
  if ((inputs.text("priceClass") ?? "PriceClass_All") !== "PriceClass_All") return;
  yield {
    property: "priceClass",
    what: "it uses edge locations in all regions",
    fix: 'Set it to `"PriceClass_100"`, where visitors are in Europe and North America',
  };
};

export const rule: Rule = {
  name: "cdn-price-class",
  cloud: "aws",
  title: "A CDN uses the regions that its visitors are in",
  severity: "low",
  level: "advised",
  why: "Edge locations in expensive regions raise the price of what they serve.",
  source: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/PriceClass.html",
  references: {},
  types: {
    "aws:cloudfront/distribution:Distribution": {
      checks: [price],
      compliant: { priceClass: "PriceClass_100" },
      broken: [
        ["priceClass", "PriceClass_All", "it uses edge locations in all regions"],
        ["priceClass", undefined, "it uses edge locations in all regions"],
      ],
    },
  },
};
