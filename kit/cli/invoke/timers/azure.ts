import * as v from "valibot";
import { askApi, openAzure, readAnswer } from "../../credentials/index.ts";
import { requireAttribute } from "../../deployed.ts";
import type { HandCaller } from "./contract.ts";
import { requireTimer } from "./state.ts";

const page = "https://learn.microsoft.com/azure/azure-functions/functions-manually-run-non-http";

/** https://learn.microsoft.com/rest/api/appservice/web-apps/list-host-keys */
const HostKeys = v.object({ masterKey: v.string() });
const version = "2024-11-01";

const subscriptionIn = (id: string): string => id.split("/")[2] ?? "";

/** The Functions host runs it, with the app's master key, which is fetched each time and not stored. */
export const azure: HandCaller = {
  call: { text: "the host's `/admin/functions/<function>`, with the app's master key", source: page },
  outcome: { text: "not waited for: the host answers 202 before the run begins", source: page },
  at: { text: "the host has no way to say which time a run by hand is for", source: page },
  event: {
    text: "a timer trigger gets what the host knows of the timer, and no input",
    source: "https://learn.microsoft.com/azure/azure-functions/functions-bindings-timer#usage",
  },
  async open(fn, environment) {
    const { id } = requireTimer(fn);
    const url = new URL(`/admin/functions/${encodeURIComponent(fn.name)}`, requireAttribute(fn, "url"));
    const access = await openAzure(environment, subscriptionIn(id));
    return {
      actor: access.actor,
      async run() {
        const path = `${id}/host/default/listkeys?api-version=${version}`;
        const { body } = await access.send({ service: "Microsoft.Web", method: "POST", path });
        const { masterKey } = readAnswer("Azure, Microsoft.Web", body, HostKeys);
        const headers = { "content-type": "application/json", "x-functions-key": masterKey };
        await askApi("Azure, Functions host", { method: "POST", url, headers, body: "{}" });
        return { ok: true, text: "was accepted by the host: its log says what comes of it" };
      },
    };
  },
};
