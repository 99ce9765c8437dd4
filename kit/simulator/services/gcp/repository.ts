import { CloudError, type Constraint, type ResourceType, type World } from "../../contract.ts";
import { at, requiredText, textAt } from "../read.ts";
import { locations } from "./functions/limits.ts";
import {
  alreadyExists,
  deletionPolicy,
  deletionPolicyConstraint,
  labelOutputs,
  labelsConstraint,
  projectConstraint,
  projectOf,
} from "./project.ts";
import { repositoryToken } from "./tokens.ts";

const reference = "https://cloud.google.com/artifact-registry/docs/reference/rest/v1/projects.locations.repositories";
const formats = ["DOCKER", "MAVEN", "NPM", "APT", "YUM", "PYTHON", "KFP", "GO", "GENERIC"];
const noImages = { inert: "No image is made, so none is kept." };

const constraints: readonly Constraint[] = [
  {
    property: "location",
    rule: "must be a region: builds store images in the region of their function",
    source: "https://cloud.google.com/artifact-registry/docs/repositories/repo-locations",
    accepts: (value) => typeof value === "string" && locations.includes(value),
    refused: { location: "frankfurt" },
  },
  {
    property: "format",
    rule: `must be one of ${formats.join(", ")}`,
    source: `${reference}#Format`,
    accepts: (value) => typeof value === "string" && formats.includes(value),
    refused: { format: "docker" },
  },
  projectConstraint,
  labelsConstraint,
  deletionPolicyConstraint,
];

/** A place for images. https://cloud.google.com/artifact-registry/docs/repositories/create-repos */
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
    repositoryId: "simulated",
    location: "simulated",
    project: "simulated",
    format: "simulated",
    description: "simulated",
    labels: "simulated",
    deletionPolicy,
    cleanupPolicies: noImages,
    cleanupPolicyDryRun: noImages,
    dockerConfig: noImages,
    vulnerabilityScanningConfig: noImages,
  },
  constraints,
  configured: labelOutputs,
  example: { repositoryId: "shop-images", location: "us-central1", format: "DOCKER" },
  create({ inputs, scope }, world) {
    const [project, location] = [projectOf(inputs, scope), textAt(inputs, "location") ?? scope.region];
    const name = requiredText(inputs, "repositoryId");
    const id = `projects/${project}/locations/${location}/repositories/${name}`;
    if (world.store.find(repositoryToken, (found) => found.id === id).length > 0) throw alreadyExists(id);
    const registryUri = `${location}-docker.pkg.dev/${project}/${name}`;
    const time = new Date(world.clock.now()).toISOString();
    const computed = { name, project, location, registryUri, createTime: time, mode: "STANDARD_REPOSITORY" };
    return { id, outputs: { ...computed, updateTime: time } };
  },
  update(_request, { outputs }, world) {
    const kept = ["name", "project", "location", "registryUri", "createTime", "mode"];
    const computed = Object.fromEntries(kept.map((name) => [name, outputs[name]]));
    return { ...computed, updateTime: new Date(world.clock.now()).toISOString() };
  },
};

/**
 * Checks that a build may store images in a repository: of the same project and region, for images of containers.
 * https://cloud.google.com/functions/docs/reference/rest/v2/projects.locations.functions#BuildConfig.FIELDS.docker_repository
 *
 * @throws CloudError when there is no such repository, or it is for something else.
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
