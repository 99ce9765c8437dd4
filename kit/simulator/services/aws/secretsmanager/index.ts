import type { World } from "../../../contract.ts";
import { Documents } from "../../../engines/documents.ts";
import { callLimit } from "../../../limits.ts";
import { type AwsService, jsonApi } from "../api/index.ts";
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
        const action = Object.hasOwn(actions, operation) ? actions[operation] : undefined;
        if (action === undefined) throw callLimit(`the simulator's Secrets Manager does not have ${operation}`);
        const unknown = Object.keys(input).find((member) => !action.takes.includes(member));
        if (unknown !== undefined) {
          throw callLimit(`the simulator's Secrets Manager does not know ${unknown} of ${operation}`);
        }
        return action.run({ secret: openSecret(world, operation, input, call), versions, input });
      },
    }),
  };
}
