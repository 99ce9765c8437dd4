import { createSite } from "./site.ts";

export const { url, arn } = createSite({ phrase: "regrouped", logGroupClass: "INFREQUENT_ACCESS" });
