import analyzer from "@pulumi/pulumi/proto/analyzer_pb.js";
import structs from "google-protobuf/google/protobuf/struct_pb.js";
import type { Fields } from "../../../policies/contract/values.ts";

/** A resource as the engine tells a policy pack of it. */
export interface Registered {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly parent?: string | undefined;
  readonly inputs: Fields;
  /** @default the inputs */
  readonly outputs?: Fields;
  readonly protect?: boolean;
  readonly ignoreChanges?: readonly string[];
  readonly aliases?: readonly string[];
  readonly additionalSecretOutputs?: readonly string[];
  readonly deleteBeforeReplace?: boolean;
  /** In seconds, to create it. */
  readonly createTimeout?: number;
  /** What its provider is configured with. @default it has none */
  readonly provider?: Fields;
  /** Its provider as a whole, in place of its configuration alone. */
  readonly providedBy?: Pick<Registered, "urn" | "type" | "name" | "inputs">;
  readonly dependencies?: readonly string[];
  readonly propertyDependencies?: Readonly<Record<string, readonly string[]>>;
}

/** Values as JavaScript's, which a struct's are. */
const structOf = (fields: Fields) => structs.Struct.fromJavaScript(JSON.parse(JSON.stringify(fields)));

function optionsOf(resource: Registered) {
  const { protect = false, parent = "", ignoreChanges = [], aliases = [], additionalSecretOutputs = [] } = resource;
  const options = new analyzer.AnalyzerResourceOptions();
  options.setProtect(protect);
  options.setParent(parent);
  options.setIgnorechangesList([...ignoreChanges]);
  options.setAliasesList([...aliases]);
  options.setAdditionalsecretoutputsList([...additionalSecretOutputs]);
  options.setDeletebeforereplace(resource.deleteBeforeReplace ?? false);
  options.setDeletebeforereplacedefined(resource.deleteBeforeReplace !== undefined);
  const timeouts = new analyzer.AnalyzerResourceOptions.CustomTimeouts();
  timeouts.setCreate(resource.createTimeout ?? 0);
  options.setCustomtimeouts(timeouts);
  return options;
}

function providerOf({ provider, providedBy }: Registered) {
  if (provider === undefined && providedBy === undefined) return undefined;
  const resource = new analyzer.AnalyzerProviderResource();
  const { type = "", name = "", urn = "", inputs = provider ?? {} } = providedBy ?? {};
  resource.setType(type);
  resource.setName(name);
  resource.setUrn(urn);
  resource.setProperties(structOf(inputs));
  return resource;
}

export function analyzeRequest(resource: Registered) {
  const request = new analyzer.AnalyzeRequest();
  request.setType(resource.type);
  request.setName(resource.name);
  request.setUrn(resource.urn);
  request.setProperties(structOf(resource.inputs));
  request.setOptions(optionsOf(resource));
  request.setProvider(providerOf(resource));
  return request;
}

export function stackRequest(resources: readonly Registered[]) {
  const request = new analyzer.AnalyzeStackRequest();
  const listed = resources.map((resource) => {
    const { type, name, urn, parent = "", inputs, outputs = inputs, propertyDependencies = {} } = resource;
    const one = new analyzer.AnalyzerResource();
    one.setType(type);
    one.setName(name);
    one.setUrn(urn);
    one.setParent(parent);
    one.setProperties(structOf(outputs));
    one.setOptions(optionsOf(resource));
    one.setProvider(providerOf(resource));
    one.setDependenciesList([...(resource.dependencies ?? [])]);
    for (const [property, urns] of Object.entries(propertyDependencies)) {
      const dependencies = new analyzer.AnalyzerPropertyDependencies();
      dependencies.setUrnsList([...urns]);
      one.getPropertydependenciesMap().set(property, dependencies);
    }
    return one;
  });
  request.setResourcesList(listed);
  return request;
}

const levels: Readonly<Record<number, string>> = { 0: "advisory", 1: "mandatory", 2: "disabled", 3: "remediate" };

/** A violation as the engine prints it. */
export const violationOf = (diagnostic: analyzer.AnalyzeDiagnostic) => ({
  ...{ policy: diagnostic.getPolicyname(), level: levels[diagnostic.getEnforcementlevel()] },
  ...{ urn: diagnostic.getUrn(), message: diagnostic.getMessage() },
});

export type Violation = ReturnType<typeof violationOf>;
