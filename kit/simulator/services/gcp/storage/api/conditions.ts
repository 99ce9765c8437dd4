import { CloudError } from "../../../../contract.ts";
import type { StoredObject } from "../../../../engines/objects/index.ts";
import type { ApiCall } from "../../api/index.ts";
import { conditionNames, numberIn } from "./parameters.ts";

function failed(): CloudError {
  const message = "At least one of the pre-conditions you specified did not hold.";
  return new CloudError("FAILED_PRECONDITION", message, 412);
}

/**
 * Tests the preconditions of a request against the current object. Generation 0 stands for an object that does not exist.
 * https://cloud.google.com/storage/docs/request-preconditions
 *
 * @returns Whether the reader already has this version: 304.
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
