import type { Can } from "fourfold";
import { timeId } from "../model/id.ts";
import type { Report } from "../model/report.ts";
import type { shop } from "../shop.ts";
import { contended } from "./contended.ts";

/** How long a report is there, in seconds. */
const life = 7 * 86_400;

/** Reports, whose items are what says how far each is. */
export class Reports {
  readonly #links: Can<typeof shop, { reports: ["read", "write"] }>;

  constructor(links: Can<typeof shop, { reports: ["read", "write"] }>) {
    this.#links = links;
  }

  async get(id: string): Promise<Report | undefined> {
    return (await this.#links.reports.get({ id }))?.value;
  }

  async add(day: string): Promise<Report> {
    const now = Date.now();
    const requestedAt = new Date(now).toISOString();
    const expires = Math.floor(now / 1_000) + life;
    const report: Report = { id: timeId(now), day, state: "pending", requestedAt, expires };
    await this.#links.reports.put(report);
    return report;
  }

  /** Ends a report. One that is done stays as it is. */
  async end(id: string, outcome: Pick<Report, "state" | "sales">): Promise<void> {
    const { reports } = this.#links;
    await contended(() =>
      reports.update({ id }, (report) => (report.state === "done" ? report : { ...report, ...outcome })),
    );
  }
}
