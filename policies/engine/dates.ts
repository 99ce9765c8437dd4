/** A day as `2026-11-30`. Such texts are in order when they are compared. */
export type Day = string;

/** The day of a moment, in UTC. */
export const dayOf = (moment: Date): Day => moment.toISOString().slice(0, 10);

/** The day a number of days later. */
export function daysAfter(day: Day, days: number): Day {
  const moment = new Date(`${day}T00:00:00Z`);
  moment.setUTCDate(moment.getUTCDate() + days);
  return dayOf(moment);
}

/** Whether a text is a day of the calendar. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const moment = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && dayOf(moment) === text;
}
