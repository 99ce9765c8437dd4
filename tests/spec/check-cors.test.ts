import assert from "node:assert/strict";
import { functionSet } from "fourfold";
import { checkSet } from "../../kit/spec/check-set.ts";
import { settleCors } from "../../kit/spec/triggers/http/settle-cors.ts";
import { refuses } from "../support/refuses.ts";

/** A set as plain JavaScript may have it. */
const setWith = (cors: unknown) => {
  const functions = { api: { handler: "./api.ts", http: { cors } } };
  return functionSet("shop", { root: import.meta.url, functions: functions as never });
};

const origin = "https://shop.example";

describe("CORS settings", () => {
  for (const origins of [
    "*",
    ["*"],
    [origin, "*"],
    [origin, "http://localhost:3000", "http://[::1]:8080", "https://shop.example:8443"],
    ["https://*.shop.example", "http://*.localhost:3000", "https://xn--mnchen-3ya.example"],
    ["capacitor://localhost", "chrome-extension://abcdefghijklmnop"],
    ["null"],
  ]) {
    it(`may have the origins ${JSON.stringify(origins)}`, () => {
      assert.doesNotThrow(() => checkSet(setWith({ origins })));
    });
  }

  // https://html.spec.whatwg.org/#ascii-serialisation-of-an-origin
  for (const [wrong, right] of [
    ["https://shop.example/", origin],
    ["https://shop.example/basket?a#b", origin],
    ["https://Shop.Example", origin],
    ["HTTPS://shop.example", origin],
    ["https://shop.example:443", origin],
    ["http://shop.example:80", "http://shop.example"],
    ["shop.example", origin],
    ["localhost:3000", "https://localhost:3000"],
    ["https://me:secret@shop.example", origin],
    ["https://*.shop.example/", "https://*.shop.example"],
    ["https://*.Shop.example:443", "https://*.shop.example"],
    ["https://münchen.example", "https://xn--mnchen-3ya.example"],
    [" https://shop.example", origin],
  ]) {
    it(`are refused for the origin ${JSON.stringify(wrong)}, with the right spelling`, () => {
      const message = new RegExp(`Write ${JSON.stringify(right).replace(/[.*]/g, "\\$&")}`);

      refuses("ERR_SPEC", message, () => checkSet(setWith({ origins: [wrong] })));
    });
  }

  const wrong: Readonly<Record<string, [cors: unknown, message: RegExp]>> = {
    "no object": ["*", /`functions.api.http.cors` is a string, not an object/],
    "no origins, as where the property is misspelt": [
      { origin: "*" },
      /has no property "origin".*Did you mean "origins"/,
    ],
    "one origin that is in no list": [{ origins: origin }, /not "\*" or a list/],
    "an empty list": [{ origins: [] }, /`origins` is empty/],
    "an origin that is no text": [{ origins: [1] }, /`functions.api.http.cors.origins\[0\]` is a number/],
    "an origin that is nothing": [{ origins: [""] }, /"" is not an origin/],
    "a star in the middle of a host": [{ origins: ["https://shop.*.example"] }, /is not an origin/],
    "two stars": [{ origins: ["https://*.*.example"] }, /is not an origin/],
    "a star that is part of a label": [{ origins: ["https://a*.shop.example"] }, /is not an origin/],
    "every port": [{ origins: ["http://localhost:*"] }, /is not an origin/],
    "every scheme": [{ origins: ["*://shop.example"] }, /is not an origin/],
    "every host of a top-level domain": [{ origins: ["https://*.example"] }, /every host of a top-level domain/],
    "every origin with credentials": [{ origins: "*", credentials: true }, /List the origins/],
    "every origin in a list with credentials": [{ origins: ["*"], credentials: true }, /List the origins/],
    "sandboxed pages with credentials": [{ origins: ["null"], credentials: true }, /Remove "null"/],
    "credentials that are no boolean": [{ origins: [origin], credentials: "yes" }, /not a boolean/],
    "methods that are no list": [{ origins: "*", methods: "GET" }, /methods` is a string, not a list/],
    "a method that is none": [{ origins: "*", methods: ["GET, PUT"] }, /"GET, PUT" in `methods`/],
    "a method in lower case": [{ origins: "*", methods: ["patch"] }, /Write "PATCH"/],
    "headers that are no list": [{ origins: "*", headers: { "x-a": true } }, /headers` is an object, not a list/],
    "a header that is none": [{ origins: "*", headers: ["x-a: b"] }, /"x-a: b" in `headers`/],
    "an exposed header that is none": [{ origins: "*", expose: [1] }, /expose\[0\]` is a number/],
    "every header with credentials": [
      { origins: [origin], headers: ["*"], credentials: true },
      /"\*" in `headers` has no meaning with credentials/,
    ],
    "an age that is none": [{ origins: "*", maxAge: "long" }, /CORS/],
  };
  for (const [what, [cors, message]] of Object.entries(wrong)) {
    it(`are refused for ${what}`, () => {
      refuses("ERR_SPEC", message, () => checkSet(setWith(cors)));
    });
  }
});

describe("CORS of an app that answers by itself", () => {
  it("is refused with credentials for every origin, with the function where it is known", () => {
    const cors = { origins: "*", credentials: true } as const;

    refuses("ERR_SPEC", /^CORS with credentials cannot allow every origin/, () => settleCors(cors));
    refuses("ERR_SPEC", /^Function "api": CORS with credentials/, () => settleCors(cors, 'Function "api"'));
  });

  it("allows no origin where none is named", () => {
    assert.deepEqual(settleCors({}), { origins: [], maxAge: 600 });
  });
});
