import type { Address, PublicName } from "../checks/addresses.ts";
import type { CloudReport } from "../checks/report.ts";
import type { Screen } from "./progress.ts";

/** What a session has to say, for machines: each is a line of `fourfold dev --json`. */
export type SessionEvent =
  /** The first deployment is there and was asked. */
  | {
      readonly event: "deployed";
      readonly clouds: readonly CloudReport[];
      readonly names: readonly PublicName[];
      readonly failures: readonly string[];
      readonly milliseconds: number;
    }
  /** The program answers elsewhere than before. */
  | { readonly event: "moved"; readonly addresses: readonly Address[]; readonly names: readonly PublicName[] }
  /** Changes are followed from now on. */
  | { readonly event: "serving" }
  /** Anything else, as people read it. */
  | { readonly event: "message"; readonly text: string };

/** Where a session writes: results to one, progress to the other, which may be a terminal. */
export interface Screens {
  print(line: string): void;
  /** @param text - The same for people. */
  tell(event: SessionEvent, text: string): void;
  readonly progress: Screen;
}

/**
 * Makes what a session writes to.
 *
 * @param isJson - Whether each line is for machines.
 * @param write - Takes a line.
 */
export function createScreens(isJson: boolean, write: (line: string) => void, progress: Screen): Screens {
  const tell: Screens["tell"] = (event, text) => write(isJson ? JSON.stringify(event) : text);
  return { tell, print: (text) => tell({ event: "message", text }, text), progress };
}
