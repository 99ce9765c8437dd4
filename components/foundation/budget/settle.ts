import { type Cloud, FourfoldError } from "fourfold";
import type { BudgetArgs } from "../args.ts";
import { type BudgetLimits, budgetLimits } from "./limits.ts";

/** When people are told. */
export interface Alarm {
  /** Whether it is about what the month has cost, or about what the cloud expects it to cost. */
  readonly basis: "actual" | "forecast";
  /** Of the amount, with at most two decimals. */
  readonly percent: number;
}

/** A budget with every default applied, which its cloud takes. */
export interface Budget {
  /** US dollars. */
  readonly monthly: number;
  readonly notify: readonly string[];
  readonly alarms: readonly Alarm[];
}

/** How errors say it. */
interface Subject {
  readonly cloud: Cloud;
  /** How errors name the component. */
  readonly where: string;
}

const address = /^[^\s@,;]+@[^\s@,;]+\.[^\s@,;]+$/;

function refuse(where: string, what: string, fix: string): never {
  throw new FourfoldError("ERR_ARGUMENT", { where, what, fix });
}

/** The first value that an earlier one is the same as. */
function repeated<T>(values: readonly T[]): T | undefined {
  return values.find((value, index) => values.indexOf(value) < index);
}

function checkAmount(monthly: number, where: string): void {
  if (Number.isFinite(monthly) && monthly > 0) return;
  refuse(where, `\`budget.monthly\` is ${monthly}, and must be more than 0.`, "Write US dollars a month: 300.");
}

function checkAddresses(notify: readonly string[], where: string): void {
  if (notify.length === 0) {
    refuse(where, "`budget.notify` is empty: nobody would be told.", 'Name an email address: ["ops@acme.example"].');
  }
  const wrong = notify.find((text) => !address.test(text));
  if (wrong !== undefined) {
    const what = `\`budget.notify\` has ${JSON.stringify(wrong)}, which is not an email address.`;
    refuse(where, what, 'Write it like "ops@acme.example", each address by itself.');
  }
  const twice = repeated(notify.map((text) => text.toLowerCase()));
  if (twice !== undefined) refuse(where, `\`budget.notify\` has ${twice} twice.`, "Name each address once.");
}

/** Azure takes two decimals: https://learn.microsoft.com/rest/api/cost-management/budgets/create-or-update#notification */
function toPercents(shares: readonly number[], where: string): readonly number[] {
  const wrong = shares.find((share) => !Number.isFinite(share) || share < 0.0001);
  if (wrong !== undefined) {
    refuse(where, `\`budget.at\` has ${wrong}, and must have shares above 0.`, "Write 0.8 for 80 %.");
  }
  const percents = shares.map((share) => Math.round(share * 10_000) / 100);
  const twice = repeated(percents);
  if (twice !== undefined) refuse(where, `\`budget.at\` has ${twice} % twice.`, "Name each share once.");
  return percents;
}

function alarmsOf({ at = [0.5, 0.8, 1], forecast = false }: BudgetArgs, { cloud, where }: Subject): readonly Alarm[] {
  const actual = toPercents(at, where).map((percent) => ({ basis: "actual", percent }) as const);
  const forecasts = forecast && budgetLimits[cloud].forecasts;
  const alarms = forecasts ? [...actual, { basis: "forecast", percent: 100 } as const] : actual;
  if (alarms.length > 0) return alarms;
  const why = forecast ? `, and ${cloud} forecasts nothing` : "";
  return refuse(where, `\`budget.at\` is empty${why}: nobody would be told.`, "Name a share: [1].");
}

function checkLimits({ notify, alarms }: Budget, limits: BudgetLimits, { cloud, where }: Subject): void {
  const check = (count: number, of: string, limit: keyof BudgetLimits & ("alarms" | "addresses" | "share")): void => {
    const { most, source } = limits[limit];
    if (most === false || count <= most) return;
    const what = `\`budget\` has ${of.replace("#", `${count}`)}, and ${cloud} takes ${most} (${source}).`;
    const fix =
      limit === "addresses" ? "Name one address that forwards to all of them." : "Take others for `budget.at`.";
    throw new FourfoldError("ERR_LIMIT", { where, what, fix });
  };
  check(alarms.length, "# alarms", "alarms");
  check(notify.length, "# addresses", "addresses");
  check(Math.max(...alarms.map(({ percent }) => percent)) / 100, "an alarm at # times the amount", "share");
}

/**
 * A budget as its cloud takes it.
 * @throws FourfoldError `ERR_ARGUMENT` for what is no budget, `ERR_LIMIT` for what this cloud does not take, with its page.
 */
export function settleBudget(args: BudgetArgs, subject: Subject): Budget {
  const { monthly, notify } = args;
  checkAmount(monthly, subject.where);
  checkAddresses(notify, subject.where);
  const budget = { monthly, notify, alarms: alarmsOf(args, subject) };
  checkLimits(budget, budgetLimits[subject.cloud], subject);
  return budget;
}
