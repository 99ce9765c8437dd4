import { requiredText, textAt } from "../../../contract/read.ts";
import type {
  Properties,
  PropertySupport,
  Reference,
  ResourceRequest,
  ResourceType,
  Scope,
  World,
} from "../../../contract.ts";
import type { Binding } from "../../../iam/gcp.ts";
import { simulated } from "../../rules.ts";
import { etagOf, placeOf, projectOf, projectRule, referenceTo, userWhoOwns } from "../project.ts";
import { functionToken, repositoryToken } from "../tokens.ts";
import { toRole } from "./custom-role.ts";
import { bindingOf, conditionRule, grantRules } from "./grants.ts";

/** The differences between the kinds of bindings. */
interface MemberKind {
  readonly token: string;
  readonly page: string;
  /** The input that names the resource of the role, `undefined` for the whole project. */
  readonly target?: string;
  /** The collection in the id: `services`. */
  readonly collection?: string;
  readonly prefix?: string;
  readonly role: PropertySupport;
  /** The type of that resource. @default functions, which have the names of their services */
  readonly owner?: string;
  /** Whether it may have a condition. @default false: it is refused */
  readonly conditional?: true;
}

const kinds = {
  run: {
    token: "gcp:cloudrunv2/serviceIamMember:ServiceIamMember",
    page: "cloudrunv2/serviceiammember/",
    target: "name",
    collection: "services",
    role: "simulated",
  },
  runV1: {
    token: "gcp:cloudrun/iamMember:IamMember",
    page: "cloudrun/iammember/",
    target: "service",
    collection: "services",
    prefix: "v1/",
    role: "simulated",
  },
  function: {
    token: "gcp:cloudfunctionsv2/functionIamMember:FunctionIamMember",
    page: "cloudfunctionsv2/functioniammember/",
    target: "cloudFunction",
    collection: "functions",
    role: {
      inert:
        "Grants on the function let members manage it; the Cloud Run service below it decides who may call it " +
        "(https://cloud.google.com/functions/docs/securing/managing-access-iam).",
    },
  },
  repository: {
    token: "gcp:artifactregistry/repositoryIamMember:RepositoryIamMember",
    page: "artifactregistry/repositoryiammember/",
    target: "repository",
    collection: "repositories",
    role: "simulated",
    owner: repositoryToken,
  },
  project: {
    token: "gcp:projects/iAMMember:IAMMember",
    page: "projects/iammember/",
    role: "simulated",
    conditional: true,
  },
} as const satisfies Readonly<Record<string, MemberKind>>;

/** `projects/p/locations/l/services/api` and `api` name the same service. */
function lastPart(name: string): string {
  return name.split("/").at(-1) ?? name;
}

function locationOf(inputs: Properties, scope: Scope): string {
  return textAt(inputs, "location") ?? scope.region;
}

function memberType(kind: MemberKind): ResourceType {
  const { target } = kind;
  const names = target === undefined ? [] : [target, "location"];
  const named = kind.owner === undefined ? "api" : "shop-images";
  const example = target === undefined ? { project: "shop-project" } : { [target]: named, location: "us-central1" };
  const condition = kind.conditional ? ["condition.expression", "condition.title", "condition.description"] : [];
  return {
    token: kind.token,
    source: `https://www.pulumi.com/registry/packages/gcp/api-docs/${kind.page}`,
    // A binding has no identity besides its values. `condition` is not a property of kinds that do not evaluate conditions.
    replaceOn: [...names, "project", "role", "member", ...(kind.conditional ? ["condition"] : [])],
    properties: { ...simulated(...condition, ...names, "project", "member"), role: kind.role },
    constraints: [...grantRules, projectRule, ...(kind.conditional ? [conditionRule] : [])],
    example: { ...example, role: "roles/run.invoker", member: "allUsers" },
    refers: { role: toRole, ...(target === undefined ? {} : { [target]: ownerOf(kind) }) },
    id: (request) => idOf(kind, request),
    outputs: ({ id, inputs, scope }) => ({
      project: projectOf(inputs, scope),
      ...(target === undefined ? {} : { location: locationOf(inputs, scope) }),
      etag: etagOf(id),
    }),
  };
}

/** The resource of a role must exist. The only Cloud Run services here are those of functions, which have the same names. */
function ownerOf({ owner = functionToken, collection }: MemberKind): Reference {
  const idFor = (name: string, request: Pick<ResourceRequest, "inputs" | "scope">): string =>
    `${placeOf(request)}/${owner === functionToken ? "functions" : collection}/${lastPart(name)}`;
  return referenceTo(owner, idFor);
}

function idOf({ target, collection, prefix = "" }: MemberKind, { inputs, scope }: ResourceRequest): string {
  const binding = [requiredText(inputs, "role"), requiredText(inputs, "member")];
  if (target !== undefined) {
    const path = `${prefix}${placeOf({ inputs, scope })}/${collection}/${lastPart(requiredText(inputs, target))}`;
    return [path, ...binding].join("/");
  }
  const title = textAt(inputs, "condition.title");
  return [projectOf(inputs, scope), ...binding, ...(title === undefined ? [] : [title])].join("/");
}

export const memberTypes: readonly ResourceType[] = Object.values(kinds).map(memberType);

/** All bindings that apply to a Cloud Run service: its own and its project's. */
export function serviceBindings(project: string, location: string, service: string, world: World): readonly Binding[] {
  const onService = [kinds.run, kinds.runV1].flatMap(({ token, target }) =>
    world.store.find(
      token,
      ({ inputs, scope }) =>
        projectOf(inputs, scope) === project &&
        locationOf(inputs, scope) === location &&
        lastPart(requiredText(inputs, target)) === service,
    ),
  );
  return [...onService.map(({ inputs }) => bindingOf(inputs, world)), ...projectBindings(project, world)];
}

/** All bindings that apply to a repository, by its id: its own and its project's. */
export function repositoryBindings(id: string, project: string, world: World): readonly Binding[] {
  const own = world.store.find(kinds.repository.token, (grant) => grant.id.startsWith(`${id}/`));
  return [...own.map(({ inputs }) => bindingOf(inputs, world)), ...projectBindings(project, world)];
}

/** The grants on a whole project. */
export function projectBindings(project: string, world: World): readonly Binding[] {
  const ofProject = world.store.find(kinds.project.token, ({ inputs, scope }) => projectOf(inputs, scope) === project);
  const owner = { role: "roles/owner", member: `user:${userWhoOwns(project)}` };
  return [owner, ...ofProject.map(({ inputs }) => bindingOf(inputs, world))];
}
