import { createSite } from "./site.ts";

export const { url, arn } = createSite({ phrase: "generated", logGroupClass: "STANDARD" });
