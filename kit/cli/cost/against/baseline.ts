import type { SavedCosts } from "../../../cost/report/document.ts";

/** What a program is compared with. */
export interface Baseline {
  /** As people call it: `main (1a2b3c4)`. */
  readonly label: string;
  load(): Promise<SavedCosts>;
}
