import assert from "node:assert/strict";
import { D1Database } from "@pulumi/cloudflare";
import { interpolate } from "@pulumi/pulumi";
import { apiOf, callApi } from "../../simulator/cloudflare/account.ts";
import { accountId } from "../deployment.ts";
import { entries, type Foreign } from "./foreign.ts";

const columns = ["id", "email", "status", "at", "more"] as const;

/** A table in a database of D1, whose owner compares addresses without regard to capital letters. */
export const cloudflare: Foreign = {
  make() {
    const { id } = new D1Database("theirs", { accountId, name: "theirs", readReplication: { mode: "disabled" } });
    return interpolate`${accountId}/${id}/their entries`;
  },
  async fill(simulator, id) {
    const account = await apiOf({ simulator });
    const query = async (sql: string, params?: readonly (string | null)[]) => {
      const { success, errors } = await callApi(account, `/d1/database/${id.split("/")[1]}/query`, { sql, params });
      assert.ok(success, JSON.stringify(errors));
    };
    const types = "id TEXT PRIMARY KEY, email TEXT COLLATE NOCASE, status TEXT, at TEXT COLLATE NOCASE, more BLOB";
    await query(`CREATE TABLE "their entries" (${types})`);
    await query(`INSERT INTO "their entries" VALUES ('ann', 'a@example.com', NULL, NULL, X'6869')`);
    for (const entry of entries) {
      const item: Readonly<Record<string, string>> = { ...entry };
      const values = columns.map((name) => item[name] ?? null);
      await query(`INSERT INTO "their entries" VALUES (${columns.map(() => "?").join(", ")})`, values);
    }
  },
  more: [...Buffer.from("hi")],
  missing: { id: null, email: null, status: null, at: null, more: null },
  // Nothing marks a write but Fourfold.
  version: /^$/,
};
