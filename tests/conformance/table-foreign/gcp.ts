import assert from "node:assert/strict";
import { firestore } from "@pulumi/gcp";
import { interpolate } from "@pulumi/pulumi";
import type { Simulator } from "../../../kit/simulator/index.ts";
import { config } from "../deployment.ts";
import { entries, type Foreign, ofFunction } from "./foreign.ts";

const texts = (item: object) =>
  Object.fromEntries(Object.entries(item).map(([name, stringValue]) => [name, { stringValue }]));

/** Writes documents as somebody. @returns the status */
async function commit(simulator: Simulator, principal: string, collection: string, documents: readonly object[]) {
  const { credentials } = await simulator.services("gcp");
  const { GOOGLE_OAUTH_ACCESS_TOKEN: token, STORAGE_EMULATOR_HOST: base } = (await credentials?.({ principal })) ?? {};
  const response = await fetch(`${base}/v1/${collection.slice(0, collection.lastIndexOf("/"))}:commit`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ writes: documents.map((update) => ({ update })) }),
  });
  return response.status;
}

/** A collection of Firestore. */
export const gcp: Foreign = {
  make() {
    const place = { project: config["gcp:project"], collection: "entries", queryScope: "COLLECTION" };
    const { project, name } = new firestore.Database("theirs", {
      ...{ name: "theirs", locationId: "eur3", type: "FIRESTORE_NATIVE" },
    });
    for (const order of ["ASCENDING", "DESCENDING"]) {
      const fields = [
        { fieldPath: "status", order: "ASCENDING" },
        { fieldPath: "at", order },
      ];
      new firestore.Index(`theirs-${order}`, { ...place, database: name, fields });
    }
    return interpolate`projects/${project}/databases/${name}/documents/entries`;
  },
  async fill(simulator, id) {
    const more = { mapValue: { fields: { when: { timestampValue: "2026-11-29T17:00:00Z" } } } };
    const ann = { name: `${id}/ann`, fields: { ...texts({ id: "ann", email: "a@example.com" }), more } };
    const others = entries.map((entry) => ({ name: `${id}/${entry.id}`, fields: texts(entry) }));
    assert.equal(await commit(simulator, config["gcp:project"], id, [ann, ...others]), 200);
  },
  more: { when: "2026-11-29T17:00:00Z" },
  version: /^\d{4}-/,
  write(simulator, id) {
    const account = ofFunction(simulator, /:Account$/, "accountId");
    return commit(simulator, String(account?.outputs.email), id, [{ name: `${id}/ann`, fields: {} }]);
  },
};
