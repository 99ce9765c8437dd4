import { FourfoldError } from "../../../spec/index.ts";
import { titleOf } from "../../deployed.ts";
import type { HandCaller } from "./contract.ts";

const none = {
  text: "a cron trigger runs at its own times only",
  source: "https://developers.cloudflare.com/workers/configuration/cron-triggers/",
};

/** The API can change and list cron triggers, but not run them: https://developers.cloudflare.com/api/resources/workers/subresources/scripts/subresources/schedules/ */
export const cloudflare: HandCaller = {
  call: none,
  outcome: none,
  at: none,
  event: none,
  async open(fn) {
    throw new FourfoldError("ERR_USAGE", {
      where: `cloudflare: ${titleOf(fn)}`,
      what: `it cannot be run by hand: ${none.text} (${none.source}).`,
      fix: "Choose other clouds with --cloud.",
    });
  },
};
