import { at, requiredText } from "../../../contract/read.ts";
import { CloudError, type Constraint, type ResourceType, type World } from "../../../contract.ts";
import { inert, oneOf, simulated } from "../../rules.ts";
import { locations } from "../locations.ts";
import {
  deletionPolicy,
  everywhere,
  labelOutputs,
  labelRules,
  placeOf,
  projectOf,
  projectRules,
  timeOf,
} from "../project.ts";
import { repositoryToken } from "../tokens.ts";

const reference = "https://cloud.google.com/artifact-registry/docs/reference/rest/v1/projects.locations.repositories";
const formats = ["DOCKER", "MAVEN", "NPM", "APT", "YUM", "PYTHON", "KFP", "GO", "GENERIC"];

const constraints: readonly Constraint[] = [
  {
    ...oneOf(
      "location",
      locations,
      "https://cloud.google.com/artifact-registry/docs/repositories/repo-locations",
      "frankfurt",
    ),
    rule: "must be a region: builds store images in the region of their function",
  },
  oneOf("format", formats, `${reference}#Format`, "docker"),
  labelRules,
  ...projectRules,
];

/** A repository of images. https://cloud.google.com/artifact-registry/docs/repositories/create-repos */
export const repositoryType: ResourceType = {
  token: repositoryToken,
  source: "https://www.pulumi.com/registry/packages/gcp/api-docs/artifactregistry/repository/",
  naming: {
    property: "repositoryId",
    max: 63,
    pattern: /^[a-z](?:[a-z0-9-]*[a-z0-9])?$/,
    refused: ["Images", "1-images", "images-", "shop_images"],
    generated: false,
    source: "https://cloud.google.com/artifact-registry/docs/repositories/create-repos#create-console",
  },
  replaceOn: ["repositoryId", "location", "project", "format", "mode", "kmsKeyName"],
  properties: {
    ...simulated("repositoryId", "location", "project", "format", "description", "labels"),
    ...inert(
      "No image is made, so none is kept.",
      ...["cleanupPolicies", "cleanupPolicyDryRun", "dockerConfig", "vulnerabilityScanningConfig"],
    ),
    ...deletionPolicy,
  },
  constraints,
  example: { repositoryId: "shop-images", location: "us-central1", format: "DOCKER" },
  once: { createTime: (_request, world) => timeOf(world) },
  id: (request) => `${placeOf(request)}/repositories/${requiredText(request.inputs, "repositoryId")}`,
  unique: [everywhere],
  defaults: { mode: "STANDARD_REPOSITORY" },
  outputs(request, world) {
    const [name, project] = [requiredText(request.inputs, "repositoryId"), projectOf(request.inputs, request.scope)];
    const location = placeOf(request).split("/").at(-1);
    const registryUri = `${location}-docker.pkg.dev/${project}/${name}`;
    return { name, project, location, registryUri, updateTime: timeOf(world) };
  },
  configured: labelOutputs,
};

/**
 * Checks that a build can store images in a repository: in the same project and region, for container images.
 * https://cloud.google.com/functions/docs/reference/rest/v2/projects.locations.functions#BuildConfig.FIELDS.docker_repository
 *
 * @throws CloudError when the repository does not exist, or is for something else.
 */
export function requireRepository(id: string, project: string, location: string, world: World): void {
  const [found] = world.store.find(repositoryToken, (repository) => repository.id === id);
  if (found === undefined || !id.startsWith(`projects/${project}/locations/${location}/`)) {
    throw new CloudError(
      "INVALID_ARGUMENT",
      `The repository ${id} does not exist in project ${project} and location ${location}.`,
    );
  }
  if (at(found.inputs, "format") === "DOCKER") return;
  throw new CloudError("INVALID_ARGUMENT", `The repository ${id} is not of the format DOCKER.`);
}
