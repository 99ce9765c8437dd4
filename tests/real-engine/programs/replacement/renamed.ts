import { createSite } from "./site.ts";

export const { url, arn } = createSite({ phrase: "renamed", functionName: "welcomer", logGroupClass: "STANDARD" });
