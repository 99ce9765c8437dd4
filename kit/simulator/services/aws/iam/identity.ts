import { listAt, recordAt, textAt } from "../../../contract/read.ts";
import type { Scope, StoredResource, World } from "../../../contract.ts";
import {
  type AccessRequest,
  type Decision,
  decide,
  decideAccess,
  decideForIdentity,
  managedPolicies,
  parseIdentityPolicy,
  parseTrustPolicy,
  type Statement,
} from "../../../iam/aws/index.ts";

export const types = {
  role: "aws:iam/role:Role",
  rolePolicy: "aws:iam/rolePolicy:RolePolicy",
  attachment: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  policy: "aws:iam/policy:Policy",
} as const;

/** The role with an ARN. IAM is global: regions do not matter. */
export function roleWithArn(world: World, arn: string): StoredResource | undefined {
  return world.store.find(types.role, (role) => role.outputs.arn === arn)[0];
}

export function roleWithName(world: World, name: string, { account }: Scope): StoredResource | undefined {
  return world.store.find(types.role, (role) => role.id === name && role.scope.account === account)[0];
}

/** The document of a policy that can be attached: an AWS managed one, or a deployed one. */
export function documentOf(world: World, arn: string): unknown {
  const managed = managedPolicies[arn];
  return managed === undefined
    ? world.store.find(types.policy, (policy) => policy.id === arn)[0]?.inputs.policy
    : managed.document;
}

/** The statements of all policies of a role: inline ones, in its own inputs or as resources, and attached ones. */
function policiesOf(world: World, role: StoredResource): readonly Statement[] {
  const belongs = ({ inputs, scope }: StoredResource): boolean =>
    inputs.role === role.id && scope.account === role.scope.account;
  const inline = Array.isArray(role.inputs.inlinePolicies)
    ? role.inputs.inlinePolicies.map((one) => recordAt(one).policy)
    : [];
  const own = world.store.find(types.rolePolicy, belongs).map(({ inputs }) => inputs.policy);
  const attached = [
    ...listAt(role.inputs.managedPolicyArns),
    ...world.store.find(types.attachment, belongs).map(({ inputs }) => String(inputs.policyArn)),
  ].map((arn) => documentOf(world, arn));
  const documents = [...inline, ...own, ...attached].filter((document) => document !== undefined);
  return documents.flatMap((document) => parseIdentityPolicy(document));
}

function boundaryOf(world: World, role: StoredResource): readonly Statement[] | undefined {
  const arn = textAt(role.inputs.permissionsBoundary);
  return arn === undefined ? undefined : parseIdentityPolicy(documentOf(world, arn));
}

/** Whether a role may perform an action on a resource. A deleted role may do nothing. */
export function roleMay(world: World, roleArn: string, action: string, resource: string): boolean {
  const role = roleWithArn(world, roleArn);
  if (role === undefined) return false;
  const principal = { type: "AWS", id: roleArn } as const;
  const request = { principal, action, resource, context: { "aws:PrincipalArn": roleArn } };
  return decideForIdentity(policiesOf(world, role), boundaryOf(world, role), request) === "allow";
}

/** The decisions of a caller's policies. The deploying user may do everything; a deleted role may do nothing. */
export function decisionsFor(
  world: World,
  request: AccessRequest,
): { readonly identity: Decision; readonly boundary: Decision | undefined } {
  const { id } = request.principal;
  if (/:user\/deployer$/.test(id)) return { identity: "allow", boundary: undefined };
  const role = roleWithArn(world, id);
  if (role === undefined) return { identity: "implicit deny", boundary: undefined };
  const boundary = boundaryOf(world, role);
  return {
    identity: decide(policiesOf(world, role), request),
    boundary: boundary && decide(boundary, request),
  };
}

/**
 * Whether a principal may perform an action on a resource that has a policy of its own. For services and the public only
 * that policy counts, for identities of accounts also their own policies.
 */
export function mayAccess(
  world: World,
  request: AccessRequest,
  { policy, owner }: { readonly policy: readonly Statement[]; readonly owner: string },
): boolean {
  const decision =
    request.principal.type === "AWS"
      ? decideAccess({ ...decisionsFor(world, request), resource: policy, owner }, request)
      : decide(policy, request);
  return decision === "allow";
}

/**
 * Whether a role's trust policy lets a service assume the role.
 * @param sourceArn - The service's resource that it assumes the role for. @default none
 */
export function trusts(role: StoredResource, service: string, sourceArn?: string): boolean {
  const request = {
    principal: { type: "Service", id: service },
    action: "sts:AssumeRole",
    resource: String(role.outputs.arn),
    context: { "aws:SourceAccount": sourceArn?.split(":")[4] ?? role.scope.account, "aws:SourceArn": sourceArn },
  } as const;
  return decide(parseTrustPolicy(role.inputs.assumeRolePolicy), request) === "allow";
}
