import type { Address, PublicName } from "../checks/addresses.ts";
import type { CloudReport } from "../checks/report.ts";
import type { Screen } from "./progress.ts";

/** Events of a session for programs: each is a line of `fourfold dev --json`. */
export type SessionEvent =
  /** The first deployment is complete and was checked. */
  | {
      readonly event: "deployed";
      readonly clouds: readonly CloudReport[];
      readonly names: readonly PublicName[];
      readonly failures: readonly string[];
      readonly milliseconds: number;
    }
  /** The program's addresses have changed. */
  | { readonly event: "moved"; readonly addresses: readonly Address[]; readonly names: readonly PublicName[] }
  /** Changes are followed from now on. */
  | { readonly event: "serving" }
  /** Anything else, as text for people. */
  | { readonly event: "message"; readonly text: string };

/** The outputs of a session: one for results, one for progress, which may be a terminal. */
export interface Screens {
  print(line: string): void;
  /** @param text - The event for people. */
  tell(event: SessionEvent, text: string): void;
  readonly progress: Screen;
}

/**
 * Creates the outputs of a session.
 *
 * @param isJson - Whether lines are JSON, for programs.
 * @param write - Writes a line.
 */
export function createScreens(isJson: boolean, write: (line: string) => void, progress: Screen): Screens {
  const tell: Screens["tell"] = (event, text) => write(isJson ? JSON.stringify(event) : text);
  return { tell, print: (text) => tell({ event: "message", text }, text), progress };
}
