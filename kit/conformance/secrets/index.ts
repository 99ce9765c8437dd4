import type { Capability } from "../behaviour.ts";
import type { SecretBehaviour, SecretGroup } from "./behaviour.ts";
import { access } from "./behaviours/access.ts";
import { changes } from "./behaviours/changes.ts";
import { corrupt } from "./behaviours/corrupt.ts";
import { deployments } from "./behaviours/deployments.ts";
import { mishaps } from "./behaviours/mishaps.ts";
import { sharing } from "./behaviours/sharing.ts";
import { values } from "./behaviours/values.ts";

/** Those that deploy again come last: they replace the functions. */
export const groups: readonly SecretGroup[] = [values, access, sharing, changes, corrupt, mishaps, deployments];

/** What secrets do. */
export const secrets: Capability<SecretBehaviour> = { name: "secrets", title: "secrets", groups };
