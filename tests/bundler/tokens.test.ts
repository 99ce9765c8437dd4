import assert from "node:assert/strict";
import { bundle } from "../../kit/bundler/index.ts";
import { clouds } from "../../kit/spec/index.ts";
import { api, codeOf, createProject } from "./project.ts";

const guarded = `
import { bearer, compose, http } from "fourfold/runtime";
import { greeting } from "./greeting.ts";
import { shop } from "./shop.ts";

const secret = { get: async () => "0123456789abcdef0123456789abcdef", previous: async () => undefined };
export default http(shop, "api", () => compose([bearer({ secret })], { fetch: () => new Response(greeting) }));
`;

/** What the library and our part may take in a minified bundle, in bytes. It has 14,189 alone, as esbuild minifies it. */
const most = 20_000;

describe("checking tokens", () => {
  for (const cloud of clouds) {
    it(`is in a bundle for ${cloud} that uses it, and not a byte of it in others`, async () => {
      await using without = await createProject({ "src/api.ts": api });
      await using within = await createProject({ "src/api.ts": guarded });

      const [plain, checking] = [await bundle(without.request(cloud)), await bundle(within.request(cloud))];

      assert.doesNotMatch(await codeOf(plain), /ERR_JW[ST]|HS256|www-authenticate/i);
      assert.match(await codeOf(checking), /HS256/);
      const more = checking.rawBytes - plain.rawBytes;
      assert.ok(more > 5_000 && more < most, `${more} bytes`);
    });
  }
});
