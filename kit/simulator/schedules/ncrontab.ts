import { hasReversedRange, type Parsed, readCron } from "./timer.ts";

/** The numbers of a field, with lists, ranges and steps. Names may be long: `Monday`. */
const numbers = /^[\d,*/-]+$/;
const names = /^[\da-z,*/-]+$/i;
const weekdays = /^[0-6a-z,*/-]+$/i;

/** Abbreviates long names, as the library requires. */
const short = (field: string) => field.replaceAll(/[a-z]{3,}/gi, (name) => name.slice(0, 3));

/**
 * NCRONTAB of Azure Functions' timer triggers: six fields that begin with seconds, or five without. A day of the month and a day
 * of the week must both match. Sunday is 0. Flex Consumption evaluates it in UTC.
 * https://learn.microsoft.com/azure/azure-functions/functions-bindings-timer#ncrontab-expressions
 * https://github.com/atifaziz/NCrontab/wiki/Crontab-Expression
 */
export function parseNcrontab(text: string): Parsed {
  // https://github.com/Azure/azure-webjobs-sdk-extensions/blob/dev/src/WebJobs.Extensions/Extensions/Timers/Scheduling/TimerSchedule.cs
  const message = `The schedule expression '${text}' was not recognized as a valid cron expression or timespan string.`;
  if (/^\d+(?:\.\d\d)?:\d\d(?::\d\d)?$/.test(text)) {
    return {
      kind: "limit",
      message: `The time span ${text} works only in an App Service plan. Write a cron expression.`,
    };
  }
  const given = text.trim().split(/\s+/);
  const fields = given.length === 5 ? ["0", ...given] : given;
  const [seconds = "", minutes = "", hours = "", date = "", month = "", weekday = ""] = fields;
  const isNumeric = [seconds, minutes, hours, date].every((field) => numbers.test(field));
  if (fields.length !== 6 || !isNumeric || !names.test(month) || !weekdays.test(weekday))
    return { kind: "refusal", message };
  if (hasReversedRange(text)) {
    return {
      kind: "limit",
      message: `A range that ends before it begins is not simulated: "${text}". Exchange the two.`,
    };
  }
  const timer = readCron([seconds, minutes, hours, date, short(month), short(weekday)].join(" "), {
    mode: "6-part",
    domAndDow: true,
    sloppyRanges: true,
  });
  return timer === undefined ? { kind: "refusal", message } : { kind: "timer", timer };
}
