import type { Check, Rule } from "../../../contract/rule.ts";

/** Where nothing is said, it is all of them. */
const price: Check = function* ({ inputs }) {
  if ((inputs.text("priceClass") ?? "PriceClass_All") !== "PriceClass_All") return;
  yield {
    property: "priceClass",
    what: "it answers from everywhere",
    fix: 'Set it to `"PriceClass_100"`, where visitors are in Europe and North America',
  };
};

export const rule: Rule = {
  name: "cdn-price-class",
  cloud: "aws",
  title: "A CDN is where its visitors are",
  severity: "low",
  level: "advised",
  why: "Places that nobody is near cost more.",
  source: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/PriceClass.html",
  references: {},
  types: {
    "aws:cloudfront/distribution:Distribution": {
      checks: [price],
      compliant: { priceClass: "PriceClass_100" },
      broken: [
        ["priceClass", "PriceClass_All", "it answers from everywhere"],
        ["priceClass", undefined, "it answers from everywhere"],
      ],
    },
  },
};
