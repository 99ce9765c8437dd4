import analyzer from "@pulumi/pulumi/proto/analyzer_pb.js";
import { toStruct } from "../../engine/index.ts";
import type { Asked } from "./given.ts";
import { shown } from "./wire.ts";

/** The providers of resources, by their URNs. */
export type ProviderOf = (urn: string) => Asked | undefined;

// What the engine writes: https://github.com/pulumi/pulumi/blob/master/pkg/resource/plugin/analyzer_plugin.go

function optionsOf(asked: Asked): analyzer.AnalyzerResourceOptions {
  const options = new analyzer.AnalyzerResourceOptions();
  options.setProtect(asked.protect);
  options.setIgnorechangesList([...asked.ignoreChanges]);
  options.setAdditionalsecretoutputsList([...asked.additionalSecretOutputs]);
  options.setAliasesList([...asked.aliases]);
  options.setDeletebeforereplace(asked.deleteBeforeReplace ?? false);
  options.setDeletebeforereplacedefined(asked.deleteBeforeReplace !== undefined);
  options.setParent(asked.parent ?? "");
  const timeouts = new analyzer.AnalyzerResourceOptions.CustomTimeouts();
  timeouts.setCreate(asked.customTimeouts.create ?? 0);
  timeouts.setUpdate(asked.customTimeouts.update ?? 0);
  timeouts.setDelete(asked.customTimeouts.delete ?? 0);
  options.setCustomtimeouts(timeouts);
  return options;
}

function providerOf({ provider }: Asked, find: ProviderOf): analyzer.AnalyzerProviderResource | undefined {
  const found = provider === undefined ? undefined : find(provider);
  if (found === undefined) return undefined;
  const resource = new analyzer.AnalyzerProviderResource();
  resource.setUrn(found.urn);
  resource.setType(found.type);
  resource.setName(found.name);
  resource.setProperties(toStruct(shown(found.inputs)));
  return resource;
}

/** Asks about a resource before it is made. A remediation is asked with `inputs` as they are. */
export function resourceRequest(asked: Asked, find: ProviderOf, inputs = shown(asked.inputs)): analyzer.AnalyzeRequest {
  const request = new analyzer.AnalyzeRequest();
  request.setUrn(asked.urn);
  request.setType(asked.type);
  request.setName(asked.name);
  request.setProperties(toStruct(inputs));
  request.setOptions(optionsOf(asked));
  request.setProvider(providerOf(asked, find));
  return request;
}

function stackResource(asked: Asked, find: ProviderOf): analyzer.AnalyzerResource {
  const resource = new analyzer.AnalyzerResource();
  resource.setUrn(asked.urn);
  resource.setType(asked.type);
  resource.setName(asked.name);
  resource.setProperties(toStruct(shown(asked.outputs)));
  resource.setOptions(optionsOf(asked));
  resource.setProvider(providerOf(asked, find));
  resource.setParent(asked.parent ?? "");
  resource.setDependenciesList([...asked.dependencies]);
  for (const [property, urns] of Object.entries(asked.propertyDependencies)) {
    if (urns.length === 0) continue;
    const from = new analyzer.AnalyzerPropertyDependencies();
    from.setUrnsList([...urns]);
    resource.getPropertydependenciesMap().set(property, from);
  }
  return resource;
}

/** Asks about all resources at the end. */
export function stackRequest(all: readonly Asked[], find: ProviderOf): analyzer.AnalyzeStackRequest {
  const request = new analyzer.AnalyzeStackRequest();
  request.setResourcesList(all.map((asked) => stackResource(asked, find)));
  return request;
}
