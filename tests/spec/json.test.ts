import assert from "node:assert/strict";
import { parseJson, parseJsonWithComments } from "../../kit/spec/texts/json.ts";

const mark = "\uFEFF";

describe("parseJson", () => {
  it("reads a text with and without byte order mark", () => {
    assert.deepEqual([parseJson(`${mark}{"a":1}`), parseJson('{"a":1}')], [{ a: 1 }, { a: 1 }]);
  });

  it("keeps a mark inside of a text, and refuses a second one before it", () => {
    assert.deepEqual(parseJson(`"a${mark}"`), `a${mark}`);
    assert.throws(() => parseJson(`${mark}${mark}1`), SyntaxError);
  });

  it("refuses comments", () => {
    assert.throws(() => parseJson("1 // one"), SyntaxError);
  });
});

describe("parseJsonWithComments", () => {
  it("leaves out comments and commas before closing brackets", () => {
    const text = `${mark}// settings
      { "a": [1, 2, /* three */], /* "b": 2, */ "c": 3, // last
      }`;

    assert.deepEqual(parseJsonWithComments(text), { a: [1, 2], c: 3 });
  });

  it("leaves texts as they are that look like either", () => {
    const value = { "@/*": ["./src/*"], url: "https://shop.example//a", text: 'a ",} // \\" /* b */', end: ",]" };

    assert.deepEqual(parseJsonWithComments(JSON.stringify(value)), value);
  });

  it("refuses what is not valid even so", () => {
    assert.throws(() => parseJsonWithComments("{ a: 1 }"), SyntaxError);
    assert.throws(() => parseJsonWithComments('{ "a": 1 /* open }'), SyntaxError);
  });
});
