import { createRequire } from "node:module";
import { join } from "node:path";
import { FourfoldError } from "../../spec/errors.ts";
import { deferClosures } from "./deferred-closures.ts";
import { takeNoStacks } from "./stackless-promises.ts";

/** The settings of one stack's program, which the SDK keeps in an AsyncLocalStorage. */
export interface Store {
  readonly settings: {
    monitor: object | undefined;
    engine: object | undefined;
    readonly options: { rootDirectory?: string; dryRun?: boolean };
  };
  /** Resources whose registration is in progress. */
  readonly pendingResourceRegistrations?: ReadonlyMap<object, PendingRegistration>;
}

export interface PendingRegistration {
  readonly type?: string;
  readonly name?: string;
  /** What it waits for: its dependencies or its inputs. */
  readonly phase: string;
}

/**
 * The internals of the SDK that we use: the same ones that its own servers use to run programs in their process.
 * https://github.com/pulumi/pulumi/blob/master/sdk/nodejs/automation/server.ts
 */
export interface Sdk {
  readonly settings: Pick<
    typeof import("@pulumi/pulumi/runtime/settings.js"),
    "resetOptions" | "disconnect" | "disconnectSync"
  >;
  readonly config: Pick<typeof import("@pulumi/pulumi/runtime/config.js"), "setAllConfig">;
  readonly stack: Pick<typeof import("@pulumi/pulumi/runtime/stack.js"), "runInPulumiStack">;
  readonly state: {
    withLocalStorage<Result>(callback: () => Result): Result;
    getLocalStore(): Store | undefined;
  };
}

/**
 * The SDK that the programs in a folder use.
 * @throws FourfoldError `ERR_ENGINE` when it is not installed.
 */
export function loadSdk(folder: string): Sdk {
  const require = createRequire(join(folder, "index.js"));
  try {
    deferClosures(require);
    takeNoStacks(require("@pulumi/pulumi/runtime/debuggable"));
    return {
      settings: require("@pulumi/pulumi/runtime/settings"),
      config: require("@pulumi/pulumi/runtime/config"),
      stack: require("@pulumi/pulumi/runtime/stack"),
      state: require("@pulumi/pulumi/runtime/state"),
    };
  } catch (cause) {
    if (!(cause instanceof Error && "code" in cause && cause.code === "MODULE_NOT_FOUND")) throw cause;
    throw new FourfoldError("ERR_ENGINE", {
      where: folder,
      what: "the package @pulumi/pulumi is not installed.",
      fix: "Run `npm install` there.",
      cause,
    });
  }
}
