import { setTimeout as sleep } from "node:timers/promises";
import { getCallerIdentityOutput } from "@pulumi/aws";
import { createSet } from "./set.ts";

/** Lambda takes 4 KB of environment: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const phrase = getCallerIdentityOutput().accountId.apply(async (account) => {
  // The runner shows errors in another way when the program itself has ended.
  await sleep(500);
  return account.repeat(400);
});

export const { urls } = createSet({ phrase });
