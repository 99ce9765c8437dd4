import assert from "node:assert/strict";
import type { AdmittedRequest } from "../../../kit/simulator/hosts/cloud-functions/answers.ts";
import { admission } from "../../../kit/simulator/services/gcp/functions/admission.ts";
import { Tokens } from "../../../kit/simulator/services/gcp/iam/tokens.ts";
import type { Deployment } from "../deployment.ts";
import { deployFunction, functionToken, openGcp } from "./shop.ts";

/** https://cloud.google.com/functions/docs/networking/network-settings#ingress_settings */
describe("gcp: a request from inside the project", () => {
  let gcp: Deployment;
  beforeEach(async () => {
    gcp = await openGcp({ live: false });
  });
  afterEach(() => gcp.stop());

  const request: AdmittedRequest = { url: "/", headers: {}, rawHeaders: [] };
  const statusOf = (isInternal: boolean): number | undefined => {
    const { world } = gcp.simulator;
    const [resource] = world.store.find(functionToken);
    assert.ok(resource !== undefined);
    return admission(resource, new Tokens(world), world)({ ...request, isInternal })?.status;
  };

  it("passes ingress settings that keep those from outside out", async () => {
    await deployFunction(gcp, "export const handler = () => {};", {
      service: { ingressSettings: "ALLOW_INTERNAL_ONLY" },
    });

    assert.equal(statusOf(false), 404);
    assert.equal(statusOf(true), undefined);
  });

  it("still needs the right to call the function", async () => {
    await deployFunction(gcp, "export const handler = () => {};", { open: false });

    assert.equal(statusOf(true), 403);
  });
});
