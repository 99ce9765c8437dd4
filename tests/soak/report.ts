import type { Cloud, PerCloud } from "fourfold";
import { unexplained } from "../../kit/cli/messages/letter.ts";
import type { Ledger } from "./ledger.ts";

interface Facts {
  readonly clouds: readonly Cloud[];
  readonly seed: string;
  readonly seconds: { readonly sending: number; readonly settling: number };
  readonly ledger: Pick<Ledger, "accounts">;
  /** How often the simulator was killed. */
  readonly deaths: number;
  readonly counts: PerCloud<Readonly<Record<string, number>>>;
}

/** Rows with the same properties, one below the other. */
export function tableOf(rows: readonly Readonly<Record<string, string | number>>[], summary: string): string {
  const columns = Object.keys(rows[0] ?? {});
  const lines = [columns, ...rows.map((row) => Object.values(row).map(String))].map((row) =>
    row.map((value, index) => value.padStart((columns[index] ?? "").length + 2)).join(""),
  );
  return ["", ...lines, summary, ""].map((line) => `    ${line}`).join("\n");
}

/** How long a soak took, and how to plan the same again. */
export function summaryOf({ seed, seconds, deaths }: Pick<Facts, "seed" | "seconds" | "deaths">): string {
  return (
    `SOAK_SEED=${seed}: the simulator was killed ${deaths} times; ` +
    `${seconds.sending.toFixed(0)} s of sending, ${seconds.settling.toFixed(0)} s until all had settled`
  );
}

/** What has been sent on each cloud, what has gone wrong, and what has become of it. */
export function reportOf({ clouds, ledger, counts, ...how }: Facts): string {
  const rows = clouds.map((cloud) => {
    const { accepted, unknown, processed, duplicates, dead, refused } = ledger.accounts[cloud];
    const silent = [...dead.values()].filter((reason) => reason === unexplained).length;
    return {
      ...{ cloud, accepted: accepted.size, unknown, refused: refused.size },
      ...{ processed: processed.size, duplicates, "dead letters": dead.size, "of them unexplained": silent },
      ...counts[cloud],
    };
  });
  return tableOf(rows, summaryOf(how));
}
