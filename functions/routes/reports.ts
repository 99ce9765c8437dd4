import type { Sends } from "fourfold";
import { HttpError, readJson } from "fourfold/runtime";
import { Hono } from "hono";
import * as v from "valibot";
import type { Reports } from "../data/reports.ts";
import { Day, type Report } from "../model/report.ts";
import type { Guard } from "./guard.ts";

const Wish = v.strictObject({ day: Day });

/** In seconds. */
const wait = "1";

function present({ expires: _, ...report }: Report) {
  return report;
}

/**
 * For staff: `POST /reports`: 202 with the address of a report on the sales of a day, which a queue has made; `GET /reports/:id`: how far
 * it is, and the report when it is done.
 */
export function reportRoutes(
  reports: Reports,
  requested: Pick<Sends<{ readonly report: string }>, "send">,
  guard: Guard,
): Hono {
  return new Hono()
    .post("/", async (c) => {
      await guard.staff(c.req.raw);
      const { day } = await readJson(c.req.raw, Wish);
      const report = await reports.add(day);
      await requested.send({ report: report.id });
      return c.json(present(report), 202, { location: `/reports/${report.id}`, "retry-after": wait });
    })
    .get("/:id", async (c) => {
      await guard.staff(c.req.raw);
      const id = c.req.param("id");
      const report = await reports.get(id);
      if (report === undefined)
        throw new HttpError(404, { code: "no_such_report", detail: `The report "${id}" does not exist.` });
      const headers = report.state === "pending" ? { "retry-after": wait } : {};
      return c.json(present(report), 200, { "cache-control": "no-store", ...headers });
    });
}
