import type { CloudError } from "./errors.ts";
import type { ResourceDraft, ResourceType } from "./resource.ts";
import type { ConfigurationTable } from "./rules.ts";
import type { PackageName, Properties, Scope, StoredResource, World } from "./world.ts";

/** A function of a provider: `aws:index/getCallerIdentity:getCallerIdentity`. */
export type Invoke = (args: Properties, scope: Scope, world: World) => Properties | Promise<Properties>;

/** One thing that a service does besides keeping resources, and how well. What no row names does not exist here. */
export interface Operation {
  readonly operation: string;
  /** The vendor's page that says how it behaves. */
  readonly source: string;
  /** The file of tests that shows it, below `tests/simulator/<cloud>/`. */
  readonly test: string;
  /** The title of a test in that file, which names the behaviour: the first one to read. */
  readonly shows: string;
  /** What is known to differ from the vendor's. @default nothing */
  readonly gap?: string;
}

/** One way in which something calls something else, and how the one that is called knows who it is. */
export interface Caller {
  readonly who: string;
  readonly calls: string;
  /** What the caller shows. */
  readonly shows: string;
  /** What is checked of it, on every call. */
  readonly checked: string;
  /** The vendor's page; none for what is the simulator's own. */
  readonly source?: string;
  /** The file that checks, below `kit/simulator/`. */
  readonly code: string;
  /** The file of tests below `tests/simulator/`, and the title of one of them. */
  readonly test: readonly [file: string, title: string];
}

/** Whose credentials are wanted. */
export interface WantedCredentials {
  /** The ARN of a role or the number of an AWS account; the address of a Google service account; the object id of a managed identity. */
  readonly principal: string;
  /**
   * For whom a token is: the address that an identity token of Google's will be sent to, or the resource that an access token of
   * Azure's is for. @default an access token of Google's is wanted; Azure has none without a resource
   */
  readonly audience?: string;
}

/** Environment variables. */
export type Variables = Readonly<Record<string, string>>;

/**
 * A simulated service: one folder below `services/<cloud>/`, whose `index.ts` exports the function that makes it, and one
 * line in the list of its cloud. What it needs of other services that function takes as arguments.
 */
export interface Service {
  /** As the vendor calls it: `Lambda`. */
  readonly name: string;
  readonly types: readonly ResourceType[];
  /** What programs can ask the provider, by the function's token. @default nothing */
  readonly invokes?: Readonly<Record<string, Invoke>>;
  /** Arguments of these that are refused, dotted, because nothing here could keep what they ask for. */
  readonly refusedArguments?: Readonly<Record<string, readonly string[]>>;
  /** What it does besides keeping resources. @default nothing */
  readonly operations?: readonly Operation[];
  /** Who calls it, and how it is known who calls. @default nobody */
  readonly callers?: readonly Caller[];
  /** What functions find of it in their environment: an address, an identity. Some start before they have outputs. @default nothing */
  environment?(fn: Pick<StoredResource, "id" | "inputs" | "scope">): Variables | Promise<Variables>;
  /**
   * What a caller from outside proves with who it is, as environment variables: the simulator's stand-in for
   * `aws sts assume-role`, `gcloud auth print-identity-token --impersonate-service-account` and `az account get-access-token`.
   * One service of a cloud gives them.
   * @throws CloudError when there is no such principal.
   */
  credentials?(wanted: WantedCredentials): Variables | Promise<Variables>;
  /** Ends every process and closes what is not an endpoint of the {@link World}. */
  stop?(): Promise<void>;
}

/**
 * How a vendor's provider is made, which decides what is kept of generated names, and when a resource that is replaced is
 * deleted before its replacement is made:
 *
 * - `bridged` from a Terraform provider: where its name could have been generated, and was not.
 *   https://github.com/pulumi/pulumi-terraform-bridge/blob/main/pkg/tfbridge/schema.go (nameRequiresDeleteBeforeReplace)
 * - `native`, from the cloud's own description: unless its name was generated at random.
 *   https://github.com/pulumi/pulumi-azure-native/blob/master/provider/pkg/provider/provider.go (createBeforeDeleteFlag)
 */
export type ProviderKind = "bridged" | "native";

/** One package's provider: what is the cloud's own, and its services. Made once by the package's `services/<cloud>/index.ts`. */
export interface CloudPackage {
  readonly package: PackageName;
  readonly kind: ProviderKind;
  readonly configuration: ConfigurationTable;
  /**
   * The property in which resources note the region that they are in, where they do: then a provider that works in another
   * region makes them anew. Types without it are one for all regions. @default a resource is where its provider works
   */
  readonly place?: string;
  /** The account and region a provider instance works in, from its configuration: defaults where it has none. */
  scope(configuration: Properties): Scope;
  /** What the cloud says of an id that is in use, where a type has no words of its own. @default the simulator's words */
  taken?(draft: ResourceDraft): CloudError;
  /** In the order in which they stop, and in which documents list them. */
  readonly services: readonly Service[];
}

/** A package with everything that its services have, together. */
export interface PackageServices extends CloudPackage, Pick<Service, "credentials"> {
  readonly types: readonly ResourceType[];
  readonly invokes: Readonly<Record<string, Invoke>>;
  readonly refusedArguments: Readonly<Record<string, readonly string[]>>;
}
