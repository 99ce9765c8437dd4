import { Cron, CronPattern } from "croner";
import { FourfoldError } from "../../errors.ts";
import type { Fields } from "./schedule.ts";

/** One of the five fields: what it may contain, and how the library's result is read. */
interface FieldRule {
  readonly key: keyof Fields;
  readonly title: string;
  readonly allowed: RegExp;
  readonly values: (pattern: CronPattern) => readonly number[];
  /** How many values there are: a field with all of them matches any. */
  readonly size: number;
  readonly fix: string;
}

/** The values that are set in one of the library's tables, whose first entry is for the value `first`. */
const set = (table: readonly number[], first = 0) => table.flatMap((isSet, at) => (isSet === 0 ? [] : [at + first]));

const forms = (from: number, to: number, step: string) =>
  `from ${from} to ${to}: a number, a range such as ${from}-${from + 4}, a list such as ${from},${from + 3}, or a step such as ${step}`;

const rules: readonly FieldRule[] = [
  {
    key: "minutes",
    title: "minute",
    allowed: /^[\d*,/-]+$/,
    values: ({ minute }) => set(minute),
    size: 60,
    fix: `Write minutes ${forms(0, 59, "*/15")}.`,
  },
  {
    key: "hours",
    title: "hour",
    allowed: /^[\d*,/-]+$/,
    values: ({ hour }) => set(hour),
    size: 24,
    fix: `Write hours ${forms(0, 23, "*/6")}.`,
  },
  {
    key: "days",
    title: "day of the month",
    allowed: /^[\d*,/-]+$/,
    values: ({ day }) => set(day, 1),
    size: 31,
    fix: `Write days ${forms(1, 31, "*/10")}.`,
  },
  {
    key: "months",
    title: "month",
    allowed: /^[\da-z*,/-]+$/i,
    values: ({ month }) => set(month, 1),
    size: 12,
    fix: `Write months ${forms(1, 12, "*/3")}; names such as jan or jan-mar are fine too.`,
  },
  {
    key: "weekdays",
    title: "day of the week",
    allowed: /^(?:\*|[a-z]{3}(?:-[a-z]{3})?(?:,[a-z]{3}(?:-[a-z]{3})?)*)$/i,
    values: ({ dayOfWeek }) => set(dayOfWeek),
    size: 7,
    fix: "Write names: a day such as sun, a range such as mon-fri, or a list such as mon,thu.",
  },
];

/** An expression as the library reads it, or undefined when it is invalid. The library's errors say what is wrong, and not always where. */
function read(cron: string): CronPattern | undefined {
  try {
    return new CronPattern(cron, undefined, { mode: "5-part" });
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) return undefined;
    throw error;
  }
}

/** The error about the first field that the library refuses, or that holds what only some clouds understand. */
function refuseField(texts: readonly string[], cron: string, where: string): FourfoldError {
  const isWrong = ({ allowed }: FieldRule, at: number) =>
    !allowed.test(texts[at] ?? "") ||
    read(rules.map((_, other) => (other === at ? texts[at] : "*")).join(" ")) === undefined;
  const at = Math.max(0, rules.findIndex(isWrong));
  const text = texts[at] ?? "";
  const { title, fix } = rules[at] ?? { title: "field", fix: "" };
  const reason = title === "day of the week" && /\d/.test(text) ? ": each cloud numbers the days in its own way" : "";
  return new FourfoldError("ERR_SPEC", {
    where,
    what: `${JSON.stringify(text)} in the cron expression ${JSON.stringify(cron)} is not a valid ${title}${reason}.`,
    fix,
  });
}

/** All values of each field; a field that matches any value is left out. */
function valuesOf(pattern: CronPattern): Fields {
  const all = rules.map(({ key, values, size }) => ({ key, size, values: values(pattern) }));
  return Object.fromEntries(
    all.filter(({ values, size }) => values.length < size).map(({ key, values }) => [key, values]),
  );
}

/** Fields as a plain cron expression with numbers, which the library reads. */
function toPlainCron(fields: Fields): string {
  return rules.map(({ key }) => fields[key]?.join(",") ?? "*").join(" ");
}

/**
 * Returns what gives the next time after an instant, all in UTC. It also serves local times, written as if they were UTC.
 * `utcOffset` instead of `timezone`: the library then needs no calendar, and is five times faster.
 */
export function createNext(fields: Fields): (after: number) => number | undefined {
  const cron = new Cron(toPlainCron(fields), { mode: "5-part", utcOffset: 0 });
  return (after) => cron.nextRun(new Date(after))?.getTime();
}

/** Whether the day exists in one of the months: there is no 31 February. */
function occurs(fields: Fields): boolean {
  return (
    fields.days === undefined || fields.months === undefined || createNext(fields)(Date.UTC(2026, 0)) !== undefined
  );
}

/**
 * The minutes that a cron expression names.
 * @param where - What it belongs to, as errors name it: `Function "cleanup"`.
 * @throws FourfoldError `ERR_SPEC` when the expression is invalid, means different things on different clouds, or never matches.
 */
export function parseCron(cron: string, where: string): Fields {
  const texts = cron.trim().split(/\s+/);
  if (texts.length !== rules.length) {
    throw new FourfoldError("ERR_SPEC", {
      where,
      what: `the cron expression ${JSON.stringify(cron)} does not have five fields.`,
      fix: 'Write minute, hour, day of the month, month and day of the week: "0 2 * * mon-fri".',
    });
  }
  const pattern = read(texts.join(" "));
  if (pattern === undefined || !rules.every(({ allowed }, at) => allowed.test(texts[at] ?? ""))) {
    throw refuseField(texts, cron, where);
  }
  const fields = valuesOf(pattern);
  if (fields.days !== undefined && fields.weekdays !== undefined) {
    throw new FourfoldError("ERR_SPEC", {
      where,
      what: `the cron expression ${JSON.stringify(cron)} has a day of the month and a day of the week: clouds disagree on whether one or both must be right.`,
      fix: "Write `*` for one of them, and check the other in the handler.",
    });
  }
  if (!occurs(fields)) {
    throw new FourfoldError("ERR_SPEC", {
      where,
      what: `the cron expression ${JSON.stringify(cron)} never matches: none of its months has such a day.`,
      fix: "Change the day of the month or the month.",
    });
  }
  return fields;
}
