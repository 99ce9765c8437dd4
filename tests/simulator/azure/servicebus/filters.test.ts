import assert from "node:assert/strict";
import { type MessageProperties, parseFilter } from "../../../../kit/simulator/services/azure/servicebus/sql/parse.ts";

const takes = (expression: string, properties: MessageProperties): boolean | undefined =>
  parseFilter(expression)?.(properties);

// https://learn.microsoft.com/azure/service-bus-messaging/service-bus-messaging-sql-filter
describe("azure: SQL filters of Service Bus", () => {
  const order = { kind: "cancelled", region: "eu-west", amount: 5 };

  const rows: readonly (readonly [string, boolean])[] = [
    ["1=1", true],
    ["1=2", false],
    ["kind = 'cancelled'", true],
    ["user.kind = 'Cancelled'", false],
    ["USER.KIND = 'cancelled'", true],
    ["user.amount = 5", true],
    ["user.amount = '5'", false],
    ["user.kind <> 'placed'", true],
    ["user.kind IN ('placed', 'cancelled')", true],
    ["user.kind in ('placed')", false],
    ["user.kind NOT IN ('placed')", true],
    ["user.kind NOT IN ('placed', 'cancelled')", false],
    ["user.region LIKE 'eu-%'", true],
    ["user.region LIKE 'eu-____'", true],
    ["user.region LIKE 'eu-___'", false],
    ["user.region LIKE 'us-%'", false],
    ["user.region NOT LIKE 'us-%'", true],
    ["EXISTS(user.kind)", true],
    ["NOT EXISTS(user.kind)", false],
    ["user.kind = 'placed' OR user.kind = 'cancelled' AND user.amount = 5", true],
    ["(user.kind = 'cancelled' OR user.kind = 'placed') AND user.amount = 6", false],
    ["NOT (user.kind = 'placed')", true],
  ];
  for (const [expression, expected] of rows) {
    it(`${expression} is ${expected}`, () => {
      assert.equal(takes(expression, order), expected);
    });
  }

  // https://learn.microsoft.com/azure/service-bus-messaging/service-bus-messaging-sql-filter#property-evaluation-semantics
  describe("of a property that is not there", () => {
    const unknown: readonly (readonly [string, boolean])[] = [
      ["user.missing = 'a'", false],
      ["NOT (user.missing = 'a')", false],
      ["user.missing <> 'a'", false],
      ["user.missing IN ('a')", false],
      ["user.missing NOT IN ('a')", false],
      ["user.missing LIKE '%'", false],
      ["user.missing NOT LIKE 'a%'", false],
      ["EXISTS(user.missing)", false],
      ["NOT EXISTS(user.missing)", true],
      ["user.missing = 'a' OR user.amount = 5", true],
      ["user.missing = 'a' AND user.amount = 5", false],
      ["NOT (user.missing = 'a' AND user.amount = 6)", true],
    ];
    for (const [expression, expected] of unknown) {
      it(`${expression} takes ${expected ? "the message" : "nothing"}`, () => {
        assert.equal(takes(expression, order), expected);
      });
    }
  });

  it("take wildcards for themselves after an escape", () => {
    const filter = "user.code LIKE '50\\%\\_%' ESCAPE '\\'";

    assert.equal(takes(filter, { code: "50%_off" }), true);
    assert.equal(takes(filter, { code: "500_off" }), false);
  });

  it("have two quotation marks for one in a text", () => {
    assert.equal(takes("user.name = 'O''Neill'", { name: "O'Neill" }), true);
  });

  it("match texts of several lines, and characters that mean something in regular expressions", () => {
    assert.equal(takes("user.note LIKE 'a.%'", { note: "a.\nb" }), true);
    assert.equal(takes("user.note LIKE 'a.%'", { note: "ab" }), false);
  });

  it("are not read where there is anything else in them", () => {
    const others = [
      ...["", "user.kind", "user.kind =", "sys.Label = 'a'", "user.amount > 5", "user.kind IN ()"],
      ...["user.kind IN ('a'", "(1=1", "1=1)", "user.kind LIKE 'a' ESCAPE 'ab'", "user.kind LIKE user.other"],
      ...["user.kind IS NULL", "user.kind = 'a", "exists = 'a'", "EXISTS('a')", "1=1; 2=2", "not", "user. = 1"],
    ];

    assert.deepEqual(
      others.filter((expression) => parseFilter(expression) !== undefined),
      [],
    );
  });
});
