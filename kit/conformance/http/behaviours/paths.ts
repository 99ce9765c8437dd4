import assert from "node:assert/strict";
import { echoOf, type HttpException, type HttpGroup, problemOf, stated } from "../behaviour.ts";

const decodes = (run: HttpException["run"]): HttpException => ({
  ...stated("encodedPath", "aws"),
  streaming: false,
  run,
});

export const paths: HttpGroup = {
  subject: "paths and their encoding",
  behaviours: [
    {
      name: "hands over a path with every letter that needs no encoding",
      source: "https://www.rfc-editor.org/rfc/rfc3986#section-3.3",
      async run({ ask }) {
        const path = "/echo/a-b_c.d~e/!$&'()*+,;=:@/UPPER/";

        assert.equal((await echoOf(await ask(path))).path, path);
      },
    },
    {
      name: "decodes a route's parameter",
      async run({ ask }) {
        const response = await ask("/items/caf%C3%A9%20cr%C3%A8me/parts/%F0%9F%98%80");

        assert.deepEqual(await response.json(), { id: "café crème", part: "😀" });
      },
    },
    {
      name: "keeps an encoded slash inside a parameter",
      async run({ ask }) {
        assert.deepEqual(await (await ask("/items/a%2Fb")).json(), { id: "a/b" });
      },
      except: {
        aws: decodes(async ({ ask }) => {
          await problemOf(await ask("/items/a%2Fb"), 404);
        }),
      },
    },
    {
      name: "decodes a parameter once only",
      async run({ ask }) {
        assert.deepEqual(await (await ask("/items/100%2525")).json(), { id: "100%25" });
      },
      except: {
        aws: decodes(async ({ ask }) => {
          assert.deepEqual(await (await ask("/items/100%2525")).json(), { id: "100%" });
        }),
      },
    },
    {
      name: "keeps an encoded question mark and hash in the path",
      async run({ ask }) {
        const response = await ask("/items/what%3Fis%23this?a=1");

        assert.deepEqual(await response.json(), { id: "what?is#this" });
      },
    },
    {
      name: "hands over percent-encoding as it was sent",
      async run({ ask }) {
        assert.equal((await echoOf(await ask("/echo/%7Etilde/%41"))).path, "/echo/%7Etilde/%41");
      },
      except: {
        aws: decodes(async ({ ask }) => {
          assert.equal((await echoOf(await ask("/echo/%7Etilde/%41"))).path, "/echo/~tilde/A");
        }),
      },
    },
    {
      name: "tells a path with a slash at the end from one without",
      requests: 2,
      async run({ ask }) {
        assert.equal((await echoOf(await ask("/echo/x/"))).path, "/echo/x/");
        await problemOf(await ask("/items/7/"), 404);
      },
    },
    {
      name: "tells capital letters from small ones",
      async run({ ask }) {
        await problemOf(await ask("/Items/7"), 404);
      },
    },
  ],
};
