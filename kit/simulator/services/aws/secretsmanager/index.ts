import type { World } from "../../../contract.ts";
import { Documents } from "../../../engines/documents.ts";
import { type AwsService, actionFor, jsonApi } from "../api/index.ts";
import { actions, openSecret } from "./actions.ts";
import { callers, operations } from "./operations.ts";
import { secretType } from "./secret.ts";
import { secretVersionType } from "./secret-version.ts";
import { Versions } from "./versions.ts";

/** Secrets, and their values. */
export function secretsManagerService(world: World): AwsService {
  const versions = new Versions(new Documents(world));
  return {
    name: "Secrets Manager",
    types: [secretType(versions), secretVersionType(versions)],
    operations,
    callers,
    api: jsonApi({
      ...{ service: "secretsmanager", target: "secretsmanager", namespace: "com.amazonaws.secretsmanager" },
      version: "1.1",
      async run(operation, input, call) {
        const action = actionFor("Secrets Manager", actions, operation, input);
        return action.run({ secret: openSecret(world, operation, input, call), versions, input });
      },
    }),
  };
}
