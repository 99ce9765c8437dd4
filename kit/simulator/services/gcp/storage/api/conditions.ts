import { CloudError } from "../../../../contract.ts";
import type { StoredObject } from "../../../../engines/objects/index.ts";
import type { ApiCall } from "../../api/index.ts";
import { conditionNames, numberIn } from "./parameters.ts";

function failed(): CloudError {
  const message = "At least one of the pre-conditions you specified did not hold.";
  return new CloudError("FAILED_PRECONDITION", message, 412);
}

/**
 * Tests what a request asks of the object as it is. A generation of 0 is that of an object which is not there.
 * https://cloud.google.com/storage/docs/request-preconditions
 *
 * @returns Whether it is just what a reader has already: 304.
 * @throws CloudError `FAILED_PRECONDITION`
 */
export function testConditions(call: ApiCall, object: StoredObject | undefined): boolean {
  const [generation, otherGeneration, metageneration, otherMetageneration] = conditionNames.map((name) =>
    numberIn(call, name),
  );
  const [current, revision] = [object?.generation ?? 0, object?.revision ?? 0];
  const isWrong =
    (generation !== undefined && generation !== current) ||
    (metageneration !== undefined && metageneration !== revision);
  if (isWrong) throw failed();
  const isKnown = otherGeneration === current || otherMetageneration === revision;
  if (isKnown && call.method !== "GET") throw failed();
  return isKnown;
}
