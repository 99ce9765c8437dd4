import assert from "node:assert/strict";
import { createMask } from "../../kit/cli/terminal/secrets.ts";

const masked = (text: string, ...secrets: readonly string[]): string => {
  const values = Object.fromEntries(secrets.map((secret, at) => [`shop:secret${at}`, secret]));
  return createMask({ values: { ...values, "shop:region": "eu-west-1" }, secretKeys: Object.keys(values) })(text);
};

describe("secret settings in what a command prints", () => {
  it("are replaced wherever they stand, and other settings are not", () => {
    assert.equal(masked("hunter2 in eu-west-1, again hunter2", "hunter2"), "[secret] in eu-west-1, again [secret]");
  });

  it("are replaced in quotations too", () => {
    assert.equal(masked(`it is ${JSON.stringify('a"b\nc')}`, 'a"b\nc'), 'it is "[secret]"');
  });

  it("are replaced as a whole where one is part of another", () => {
    assert.equal(masked("password-long", "password", "password-long"), "[secret]");
  });

  it("are left where they could be anything: what the Pulumi CLI prints too", () => {
    assert.equal(masked("true, 42", "true", "42"), "true, 42");
  });
});
