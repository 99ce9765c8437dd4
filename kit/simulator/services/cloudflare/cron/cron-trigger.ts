import { recordsAt, requiredText } from "../../../contract/read.ts";
import type { Constraint, Properties, ResourceType } from "../../../contract.ts";
import { workerId } from "../../../hosts/workerd/settings.ts";
import type { WorkerHost } from "../../../hosts/workerd/worker-host.ts";
import { parseCloudflareCron } from "../../../schedules/cloudflare.ts";
import type { Job, Timetable } from "../../../schedules/timetable.ts";
import { simulated } from "../../rules.ts";
import { idRule } from "../ids.ts";
import { cronToken } from "../tokens.ts";
import { toScript } from "../workers/index.ts";

const page = "https://developers.cloudflare.com/workers/configuration/cron-triggers/";

const expressionsOf = (inputs: Properties) =>
  recordsAt(inputs, "schedules").map((schedule) => requiredText(schedule, "cron"));

const constraints: readonly Constraint[] = [
  idRule("accountId"),
  {
    property: "schedules",
    rule: "must be cron expressions of five fields, in which days of the week are 1 to 7, from Sunday",
    source: page,
    accepts: (_value, inputs) => expressionsOf(inputs).every((cron) => parseCloudflareCron(cron).kind !== "refusal"),
    refused: [{ schedules: [{ cron: "* * * * 0" }] }, { schedules: [{ cron: "every hour" }] }],
    accepted: { schedules: [{ cron: "*/5 * * * *" }, { cron: "0 0 L * *" }] },
  },
];

/** The resource that owns all cron triggers of a Worker. https://developers.cloudflare.com/api/resources/workers/subresources/scripts/subresources/schedules/ */
export function cronTriggerType(timetable: Timetable, host: WorkerHost): ResourceType {
  return {
    token: cronToken,
    source: "https://www.pulumi.com/registry/packages/cloudflare/api-docs/workerscrontrigger/",
    replaceOn: ["accountId", "scriptName"],
    properties: simulated("accountId", "scriptName", "schedules.cron"),
    constraints,
    limits: [
      {
        property: "schedules",
        only: "expressions without days before the last of a month (L-3) and ranges over the end of a field (22-4)",
        runs: (_value, inputs) => expressionsOf(inputs).every((cron) => parseCloudflareCron(cron).kind !== "limit"),
        refused: { schedules: [{ cron: "0 22-2 * * *" }] },
      },
    ],
    example: {
      accountId: "0123456789abcdef0123456789abcdef",
      scriptName: "shop-api",
      schedules: [{ cron: "0 2 * * *" }],
    },
    refers: { scriptName: toScript },
    id: ({ inputs }) => requiredText(inputs, "scriptName"),
    apply({ inputs, id }) {
      const worker = workerId(requiredText(inputs, "accountId"), requiredText(inputs, "scriptName"));
      const jobs = expressionsOf(inputs).flatMap((cron): readonly Job[] => {
        const parsed = parseCloudflareCron(cron);
        if (parsed.kind !== "timer") return [];
        const run = (scheduledTime: number) => void host.dispatch(worker, { type: "scheduled", cron, scheduledTime });
        // Missed runs are not made up for: Cloudflare does not document that they are.
        return [{ timer: parsed.timer, missed: "skip", run }];
      });
      timetable.set(id, ...jobs);
    },
    // Without an expression, as in manual runs of `wrangler dev`: https://developers.cloudflare.com/workers/configuration/cron-triggers/#test-cron-triggers-locally
    run: ({ inputs }, { scheduledTime }, { clock }) =>
      host.dispatch(workerId(requiredText(inputs, "accountId"), requiredText(inputs, "scriptName")), {
        ...{ type: "scheduled", cron: "", scheduledTime: scheduledTime ?? clock.now() },
      }),
    remove: ({ id }) => timetable.remove(id),
  };
}
