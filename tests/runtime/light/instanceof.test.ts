import assert from "node:assert/strict";
import { implementations } from "./implementations.ts";

for (const [name, { Headers, Request, Response }] of Object.entries(implementations)) {
  describe(`instanceof, ${name}`, () => {
    it("tells the classes apart", () => {
      assert.ok(new Response() instanceof Response);
      assert.ok(new Request("http://a/") instanceof Request);
      assert.ok(new Headers() instanceof Headers);
      assert.ok(!(new Response() instanceof Request));
      assert.ok(!({} instanceof Response));
      assert.ok(!(Reflect.apply(Object, undefined, [null]) instanceof Response));
    });

    it("does not take a plain response for one of a derived class", () => {
      class Special extends Response {}

      assert.ok(new Special() instanceof Special);
      assert.ok(new Special() instanceof Response);
      assert.ok(!(new Response() instanceof Special));
    });
  });
}
