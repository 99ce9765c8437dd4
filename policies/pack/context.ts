import type { Rule } from "../contract/rule.ts";
import type { Day } from "../engine/dates.ts";
import { type Court, openCourt } from "../engine/verdicts.ts";
import type { Settings } from "../settings/settings.ts";
import { Session } from "./session.ts";

/** What the policies of a pack share. */
export interface Context {
  readonly catalogue: readonly Rule[];
  readonly settings: Settings;
  readonly today: Day;
  readonly session: Session;
  readonly court: Court;
}

export function createContext(catalogue: readonly Rule[], settings: Settings, today: Day): Context {
  const session = new Session();
  return {
    catalogue,
    settings,
    today,
    session,
    court: openCourt(settings, today, (subject) => session.around(subject)),
  };
}
