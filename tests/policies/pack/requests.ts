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
  /** What its provider is configured with. @default it has none */
  readonly provider?: Fields;
  readonly propertyDependencies?: Readonly<Record<string, readonly string[]>>;
}

/** Values as JavaScript's, which a struct's are. */
const structOf = (fields: Fields) => structs.Struct.fromJavaScript(JSON.parse(JSON.stringify(fields)));

function optionsOf({ protect = false, parent = "" }: Registered) {
  const options = new analyzer.AnalyzerResourceOptions();
  options.setProtect(protect);
  options.setParent(parent);
  options.setCustomtimeouts(new analyzer.AnalyzerResourceOptions.CustomTimeouts());
  return options;
}

export function analyzeRequest(resource: Registered) {
  const request = new analyzer.AnalyzeRequest();
  request.setType(resource.type);
  request.setName(resource.name);
  request.setUrn(resource.urn);
  request.setProperties(structOf(resource.inputs));
  request.setOptions(optionsOf(resource));
  return request;
}

function providerOf(configuration: Fields) {
  const provider = new analyzer.AnalyzerProviderResource();
  provider.setProperties(structOf(configuration));
  return provider;
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
    if (resource.provider !== undefined) one.setProvider(providerOf(resource.provider));
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
