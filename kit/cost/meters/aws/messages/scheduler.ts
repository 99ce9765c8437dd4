import { hoursPerMonth } from "../../../prices/allowances.ts";
import { UnreadableInput } from "../../../resources/inputs.ts";
import type { MeteredType, Reading } from "../../contract.ts";

/** The hours of each unit of a rate: https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html */
const hoursOf = new Map([
  ["minute", 1 / 60],
  ["hour", 1],
  ["day", 24],
]);

const rate = /^rate\((\d+) (minute|hour|day)s?\)$/;
const cron = /^cron\((\S+) (\S+) \S+ \S+ \S+(?: \S+)?\)$/;

/** How many values of a field, such as the minutes of an hour, a part of it takes: `*`, `5`, `1-5`, `0/15`. */
function countOf(part: string, size: number): number {
  const [range = "", step] = part.split("/");
  const [first = "", last] = range.split("-");
  const start = first === "*" ? 0 : Number(first);
  const isOne = first !== "*" && last === undefined && step === undefined;
  const end = last === undefined ? size - 1 : Number(last);
  return isOne ? 1 : Math.floor((end - start) / Number(step ?? 1)) + 1;
}

const valuesOf = (field: string, size: number): number =>
  field.split(",").reduce((total, part) => total + countOf(part, size), 0);

/** The runs of a month, as if each day of it were one of those that the schedule is for. */
function runsOf(expression: string): number {
  const [, every, unit = ""] = rate.exec(expression) ?? [];
  if (every !== undefined) return hoursPerMonth / (Number(every) * (hoursOf.get(unit) ?? 0));
  if (expression.startsWith("at(")) return 1;
  const [, minutes, hours] = cron.exec(expression) ?? [];
  if (minutes === undefined || hours === undefined) return Number.NaN;
  return (valuesOf(minutes, 60) * valuesOf(hours, 24) * hoursPerMonth) / 24;
}

/** @throws UnreadableInput when the expression is not one of EventBridge Scheduler */
function invocations({ inputs, use }: Reading): number {
  if (inputs.text("state", "ENABLED") === "DISABLED") return 0;
  const runs = runsOf(inputs.text("scheduleExpression"));
  if (!Number.isFinite(runs)) throw new UnreadableInput("scheduleExpression", "is not a schedule");
  return runs * use("attempts");
}

/** Each attempt to invoke what is scheduled counts: https://aws.amazon.com/eventbridge/pricing/ */
export const schedule: MeteredType = {
  type: "aws:scheduler/schedule:Schedule",
  source: "https://aws.amazon.com/eventbridge/pricing/",
  meters: [{ price: "aws.scheduler.invocations", quantity: invocations }],
};
