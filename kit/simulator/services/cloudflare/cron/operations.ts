import type { Operation } from "../../../contract.ts";

/** What the service does besides storing resources. Operations that are not listed are not simulated. */
export const operations: readonly Operation[] = [
  {
    operation: "Call a Worker's `scheduled` handler at the times of its cron triggers",
    source: "https://developers.cloudflare.com/workers/configuration/cron-triggers/",
    test: "cron.test.ts",
    shows: "calls its Worker at its times, in UTC, and says which time it is for",
    gap: "A changed trigger counts at once. Times at which the simulator did not run are not made up for.",
  },
  {
    operation: "Call it by hand",
    source: "https://developers.cloudflare.com/workers/configuration/cron-triggers/#test-cron-triggers-locally",
    test: "cron.test.ts",
    shows: "calls its Worker by hand, without an expression, and says how that went",
    gap: "Cloudflare offers it for Workers on one's own machine only. The simulator's control address is asked for it.",
  },
];
