import { createSite } from "./site.ts";

export const { url, arn } = createSite({
  phrase: "regrouped",
  functionName: "welcomer",
  logGroupClass: "INFREQUENT_ACCESS",
});
