import { createSite } from "./site.ts";

export const { url, arn } = createSite({ phrase: "first", functionName: "greeter", logGroupClass: "STANDARD" });
