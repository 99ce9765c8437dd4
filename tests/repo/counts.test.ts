import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { groups as messages } from "../../kit/conformance/consumes/index.ts";
import { groups as http } from "../../kit/conformance/http/behaviours/index.ts";
import { groups as schedules } from "../../kit/conformance/schedule/index.ts";
import { groups as secrets } from "../../kit/conformance/secrets/index.ts";
import { groups as tables } from "../../kit/conformance/tables/index.ts";

/** How many behaviours a capability has. */
const count = (groups: readonly { readonly behaviours: readonly object[] }[]): number =>
  groups.flatMap(({ behaviours }) => behaviours).length;

describe("the numbers of behaviours", () => {
  it("stand in the README as they are", () => {
    const stated = `${count(http)} HTTP, ${count(schedules)} schedule, ${count(messages)} message, ${count(tables)} table and ${count(secrets)} secret behaviours`;

    assert.ok(readFileSync("README.md", "utf8").includes(stated), stated);
  });

  it("stand in the page on `fourfold verify` as they are", () => {
    assert.match(readFileSync("docs/verify.md", "utf8"), new RegExp(`the same ${count(http)} behaviours`));
  });
});
