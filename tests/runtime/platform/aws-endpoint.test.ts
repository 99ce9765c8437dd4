import assert from "node:assert/strict";
import { awsEndpoint } from "../../../kit/runtime/platform/aws-request.ts";
import { setVariables } from "../support/variables.ts";

/** What the address is where these variables are set, and no others. */
function endpointWith(variables: Readonly<Record<string, string>>, key?: string): string {
  const names = ["AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_DYNAMODB", "AWS_ENDPOINT_URL_SECRETS_MANAGER"];
  const restore = setVariables({ AWS_REGION: "eu-west-1", ...Object.fromEntries(names.map((name) => [name, ""])) });
  for (const name of names) delete process.env[name];
  Object.assign(process.env, variables);
  try {
    return awsEndpoint(key === undefined ? "dynamodb" : "secretsmanager", key).href;
  } finally {
    for (const name of names) delete process.env[name];
    restore();
  }
}

describe("the address of an API of AWS", () => {
  // https://docs.aws.amazon.com/general/latest/gr/ddb.html
  it("is that of the service in the function's region", () => {
    assert.equal(endpointWith({}), "https://dynamodb.eu-west-1.amazonaws.com/");
    assert.equal(endpointWith({}, "SECRETS_MANAGER"), "https://secretsmanager.eu-west-1.amazonaws.com/");
  });

  // https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
  it("is another one where a variable says so: that of the service before that of all", () => {
    const everything = { AWS_ENDPOINT_URL: "http://127.0.0.1:1" };
    const own = {
      AWS_ENDPOINT_URL_DYNAMODB: "http://127.0.0.1:2",
      AWS_ENDPOINT_URL_SECRETS_MANAGER: "http://127.0.0.1:3",
    };

    assert.equal(endpointWith(everything), "http://127.0.0.1:1/");
    assert.equal(endpointWith({ ...everything, ...own }), "http://127.0.0.1:2/");
    assert.equal(endpointWith({ ...everything, ...own }, "SECRETS_MANAGER"), "http://127.0.0.1:3/");
  });
});
