import assert from "node:assert/strict";
import { until } from "../../support/until.ts";
import type { Deployed, Deployment } from "../deployment.ts";
import { credentialsOf, fetchSigned } from "./identity/signer.ts";
import { deployFunction, linesOf, openAws } from "./shop.ts";

const account = "123456789012";

const echo = `async (event) => {
  console.log("ran");
  if (event.fails) throw new RangeError("told to");
  return { given: event };
}`;

// https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
describe("aws: Lambda's Invoke", function invoked() {
  this.timeout(30_000);
  let aws: Deployment;
  let fn: Deployed;
  beforeEach(async () => {
    aws = await openAws();
    fn = await deployFunction(aws, echo);
  });
  afterEach(() => aws.stop());

  /** Signed by AWS's own library, as who deploys or as a role. */
  async function invoke(body: string, { principal = account, name = "worker", type = "RequestResponse" } = {}) {
    const credentials = await credentialsOf(aws, principal);
    return fetchSigned(`${credentials.AWS_ENDPOINT_URL}/2015-03-31/functions/${name}/invocations`, {
      ...{ credentials, method: "POST", body, headers: { "x-amz-invocation-type": type } },
    });
  }

  it("answers what the function has returned, for who may invoke it", async () => {
    const response = await invoke('{"a":1}');

    assert.deepEqual([response.status, await response.json()], [200, { given: { a: 1 } }]);
    assert.equal(response.headers.get("x-amz-function-error"), null);
    assert.equal(response.headers.get("x-amz-executed-version"), "$LATEST");
  });

  it("says that a function has failed, with its error", async () => {
    const response = await invoke('{"fails":true}');

    assert.deepEqual([response.status, response.headers.get("x-amz-function-error")], [200, "Unhandled"]);
    assert.partialDeepStrictEqual(await response.json(), { errorType: "RangeError", errorMessage: "told to" });
  });

  it("takes an event and answers before the function runs", async () => {
    const response = await invoke("{}", { type: "Event" });

    assert.deepEqual([response.status, await response.text()], [202, ""]);
    await until(() => linesOf(aws, "/aws/lambda/worker").some((line) => line.includes("ran")));
  });

  it("refuses who may not invoke it", async () => {
    // The function's own role, which may only log.
    const response = await invoke("{}", { principal: String(fn.inputs.role) });

    assert.deepEqual([response.status, response.headers.get("x-amzn-errortype")], [403, "AccessDeniedException"]);
    assert.match(await response.text(), /not authorized to perform: lambda:InvokeFunction on resource: arn:aws:lambda/);
    assert.deepEqual(linesOf(aws, "/aws/lambda/worker"), []);
  });

  for (const [what, body, options, status, code] of [
    ["a function that is not there", "{}", { name: "nobody" }, 404, "ResourceNotFoundException"],
    ["an event that is not JSON", "{", {}, 400, "InvalidRequestContentException"],
    ["an event over 6 MB", JSON.stringify("x".repeat(6 * 1_048_576)), {}, 413, "RequestTooLargeException"],
  ] as const) {
    it(`refuses ${what}`, async () => {
      const response = await invoke(body, options);

      assert.deepEqual([response.status, response.headers.get("x-amzn-errortype")], [status, code]);
    });
  }

  it("refuses a function without concurrency", async () => {
    await aws.update(fn, { ...fn.inputs, reservedConcurrentExecutions: 0 });

    assert.equal((await invoke("{}")).status, 429);
  });
});
