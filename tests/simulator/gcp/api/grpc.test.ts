import assert from "node:assert/strict";
import { Client, credentials, type ServiceError, status } from "@grpc/grpc-js";
import type { Deployment } from "../../deployment.ts";
import { deployFunction, echo, openGcp, see, urlOf } from "../shop.ts";

/** Calls a method of gRPC at an address, and gives the error. */
function callGrpc(address: string, method: string): Promise<ServiceError | null> {
  const client = new Client(address, credentials.createInsecure());
  return new Promise((resolve) => {
    const plain = (bytes: Buffer) => bytes;
    client.makeUnaryRequest(method, plain, plain, Buffer.alloc(0), (error) => {
      client.close();
      resolve(error);
    });
  });
}

describe("gcp: clients of gRPC", function refused() {
  this.timeout(30_000);
  let gcp: Deployment;
  beforeEach(async () => {
    gcp = await openGcp();
  });
  afterEach(() => gcp.stop());

  it("refuses a client of gRPC at once, and says what to do", async () => {
    const { environment } = await see(urlOf(await deployFunction(gcp, echo)));

    // https://cloud.google.com/sdk/gcloud/reference/beta/emulators
    for (const name of ["BIGTABLE", "DATASTORE", "PUBSUB", "SPANNER"]) {
      const error = await callGrpc(environment[`${name}_EMULATOR_HOST`], "/google.pubsub.v1.Publisher/Publish");

      assert.equal(error?.code, status.UNIMPLEMENTED);
      assert.match(error?.details ?? "", /^SimulatorLimit: .*gRPC.*google\.pubsub\.v1\.Publisher\/Publish.*emulator/);
    }
  });

  it("leaves a function the emulator that it names itself", async () => {
    const service = { environmentVariables: { PUBSUB_EMULATOR_HOST: "127.0.0.1:1" } };

    const { environment } = await see(urlOf(await deployFunction(gcp, echo, { service })));

    assert.equal(environment.PUBSUB_EMULATOR_HOST, "127.0.0.1:1");
  });
});
