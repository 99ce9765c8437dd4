import type { CloudError } from "./errors.ts";
import type { ResourceDraft, ResourceType } from "./resource.ts";
import type { ConfigurationTable } from "./rules.ts";
import type { PackageName, Properties, Scope, StoredResource, World } from "./world.ts";

/** A function of a provider: `aws:index/getCallerIdentity:getCallerIdentity`. */
export type Invoke = (args: Properties, scope: Scope, world: World) => Properties | Promise<Properties>;

/** One thing that a service does besides storing resources, and how faithfully. What has no row is not simulated. */
export interface Operation {
  readonly operation: string;
  /** The vendor's page that says how it behaves. */
  readonly source: string;
  /** The file of tests that shows it, below `tests/simulator/<cloud>/`. */
  readonly test: string;
  /** The title of the test in that file to read first. */
  readonly shows: string;
  /** The known difference from the vendor's service. @default none */
  readonly gap?: string;
}

/** One way in which something calls something else, and how the caller is authenticated. */
export interface CallerCheck {
  readonly who: string;
  readonly calls: string;
  /** What the caller presents. */
  readonly shows: string;
  /** What is checked on every call. */
  readonly checked: string;
  /** The vendor's page. @default none: this way is the simulator's own */
  readonly source?: string;
  /** The file that does the check, below `kit/simulator/`. */
  readonly code: string;
  /** The test file below `tests/simulator/`, and the title of a test in it. */
  readonly test: readonly [file: string, title: string];
}

/** Whose credentials are wanted. */
export interface WantedCredentials {
  /** The ARN of a role or the number of an AWS account; the address of a Google service account; the object id of a managed identity. */
  readonly principal: string;
  /**
   * The audience of a token: the address that a Google identity token is sent to, or the resource that an Azure access token is
   * for. @default for Google an access token instead of an identity token; Azure has no token without a resource
   */
  readonly audience?: string;
}

/** Environment variables. */
export type Variables = Readonly<Record<string, string>>;

/**
 * A simulated service: one folder below `services/<cloud>/`, whose `index.ts` exports the function that creates it, and one
 * line in the list of its cloud. That function takes what it needs from other services as arguments.
 */
export interface Service {
  /** The vendor's name for it: `Lambda`. */
  readonly name: string;
  readonly types: readonly ResourceType[];
  /** The provider's functions that programs can call, by token. @default none */
  readonly invokes?: Readonly<Record<string, Invoke>>;
  /** Arguments of these functions that are refused, as dotted paths, because nothing here implements them. */
  readonly refusedArguments?: Readonly<Record<string, readonly string[]>>;
  /** What it does besides storing resources. @default nothing */
  readonly operations?: readonly Operation[];
  /** Who calls it, and how they are authenticated. @default nobody */
  readonly callers?: readonly CallerCheck[];
  /** What it adds to the environment of functions: an address, an identity. Some functions start before they have outputs. @default nothing */
  environment?(fn: Pick<StoredResource, "id" | "inputs" | "scope">): Variables | Promise<Variables>;
  /**
   * Credentials for a caller from outside, as environment variables: the simulator's stand-in for
   * `aws sts assume-role`, `gcloud auth print-identity-token --impersonate-service-account` and `az account get-access-token`.
   * One service of each cloud issues them.
   * @throws CloudError when the principal does not exist.
   */
  credentials?(wanted: WantedCredentials): Variables | Promise<Variables>;
  /** Ends every process and closes everything that is not an endpoint of the {@link World}. */
  stop?(): Promise<void>;
}

/**
 * How a vendor's provider is made. This decides how it records generated names, and when it deletes a resource before it
 * creates the replacement:
 *
 * - `bridged` from a Terraform provider: when its name could have been generated, and was not.
 *   https://github.com/pulumi/pulumi-terraform-bridge/blob/main/pkg/tfbridge/schema.go (nameRequiresDeleteBeforeReplace)
 * - `native`, from the cloud's API description: unless its name was generated at random.
 *   https://github.com/pulumi/pulumi-azure-native/blob/master/provider/pkg/provider/provider.go (createBeforeDeleteFlag)
 */
export type ProviderKind = "bridged" | "native";

/** One package's provider: what concerns the whole cloud, and its services. Created by the package's `services/<cloud>/index.ts`. */
export interface CloudPackage {
  readonly package: PackageName;
  readonly kind: ProviderKind;
  readonly configuration: ConfigurationTable;
  /**
   * The property in which resources record their region, where they do: a provider whose region has changed replaces them.
   * Types without it are the same in all regions. @default a resource is in its provider's region
   */
  readonly place?: string;
  /** The account and region a provider instance works in, from its configuration: defaults where it has none. */
  scope(configuration: Properties): Scope;
  /** The cloud's error for an id that is in use, for types without an error of their own. @default the simulator's error */
  taken?(draft: ResourceDraft): CloudError;
  /** In the order in which they are stopped, and in which documents list them. */
  readonly services: readonly Service[];
}

/** A package with the resource types, functions and credentials of all its services. */
export interface PackageServices extends CloudPackage, Pick<Service, "credentials"> {
  readonly types: readonly ResourceType[];
  readonly invokes: Readonly<Record<string, Invoke>>;
  readonly refusedArguments: Readonly<Record<string, readonly string[]>>;
}
