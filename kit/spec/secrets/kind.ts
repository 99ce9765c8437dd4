import type { ResourceKind } from "../resources/kind.ts";
import type { SecretResource } from "../resources/secret.ts";
import { settleSecret } from "./settle.ts";

export const secretKind: ResourceKind<SecretResource> = {
  title: "Secret",
  options: "SecretOptions",
  check: ({ options }, _set, where) => void settleSecret(options, where),
};
