import type { World } from "../../../contract.ts";
import type { GoogleService } from "../api/index.ts";
import { secretManagerApi } from "./api.ts";
import { callers, operations } from "./operations.ts";
import { secretType } from "./secret.ts";
import { secretVersionType } from "./secret-version.ts";
import { Versions } from "./versions.ts";

/** Secret Manager: secrets, and versions of what they hold. */
export function secretManagerService(world: World): GoogleService {
  const versions = new Versions(world);
  return {
    name: "Secret Manager",
    types: [secretType(versions), secretVersionType(versions)],
    operations,
    callers,
    api: secretManagerApi(world, versions),
  };
}
