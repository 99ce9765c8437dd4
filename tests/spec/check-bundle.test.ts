import assert from "node:assert/strict";
import { functionSet } from "fourfold";
import { checkSet } from "../../kit/spec/check-set.ts";
import { checkBundle } from "../../kit/spec/checks/check-bundle.ts";
import { refuses } from "../support/refuses.ts";

/** Checks a set as plain JavaScript may have it. */
const check = (bundle: unknown) => {
  const functions = { api: { handler: "./api.ts", http: true, bundle } };
  checkSet(functionSet("shop", { root: import.meta.url, functions: functions as never }));
};

describe("options of bundling", () => {
  it("may be those of esbuild that make one file", () => {
    const external = ["@aws-sdk/*", "@aws-sdk/client-s3", "@smithy/core"];
    const define = { RELEASE: '"7"', "process.env.NODE_ENV": '"production"' };

    assert.doesNotThrow(() =>
      check({ loader: { ".sql": "text", ".d.x": "binary" }, external, define, keepNames: true }),
    );
    assert.doesNotThrow(() => check({}));
  });

  const wrong: Readonly<Record<string, [bundle: unknown, message: RegExp]>> = {
    "no object": [true, /bundle` is a boolean, not an object/],
    "a loader that is no object": [{ loader: "text" }, /loader` is a string, not an object/],
    "an ending without a dot": [{ loader: { sql: "text" } }, /"sql" is not the ending/],
    "a loader that writes files": [{ loader: { ".png": "file" } }, /loader.*"file".*one of js, jsx/],
    "a loader that there is not": [{ loader: { ".png": "picture" } }, /"picture".*one of js, jsx/],
    "a definition of no name": [{ define: { "a b": "1" } }, /"a b" cannot be defined/],
    "a definition that is no text": [{ define: { RELEASE: 7 } }, /RELEASE` is a number, not a string/],
    "externals that are no list": [{ external: "@aws-sdk/*" }, /external` is a string, not a list/],
    "an external that no cloud brings": [{ external: ["sharp"] }, /no cloud provides "sharp"/],
    "every package as external": [{ external: ["*"] }, /no cloud provides "\*"/],
    "a switch that is none": [{ keepNames: "yes" }, /not a boolean/],
  };
  for (const [what, [bundle, message]] of Object.entries(wrong)) {
    it(`are refused for ${what}`, () => {
      refuses("ERR_SPEC", message, () => check(bundle));
    });
  }

  it("are refused for a loader that writes files where any text may be passed, as to a Function", () => {
    const bundle = { loader: { ".png": "file" } } as never;

    refuses("ERR_SPEC", /^Function "a": `bundle`: a file "\.png" cannot be read as "file"/, () =>
      checkBundle(bundle, 'Function "a"'),
    );
  });
});
