import { requiredText, textAt } from "../../../contract/read.ts";
import { CloudError, type Properties, type ResourceType, type StoredResource, type World } from "../../../contract.ts";
import type { Binding } from "../../../iam/gcp.ts";
import { simulated } from "../../rules.ts";
import { etagOf, projectOf, toBucket } from "../project.ts";
import { bucketToken } from "../tokens.ts";
import { toRole } from "./custom-role.ts";
import { bindingOf, conditionRule, grantRules } from "./grants.ts";
import { projectBindings } from "./members.ts";

const token = "gcp:storage/bucketIAMMember:BucketIAMMember";

const isPublic = (member: string): boolean => member === "allUsers" || member === "allAuthenticatedUsers";
const isPrivate = ({ inputs }: StoredResource): boolean => textAt(inputs, "publicAccessPrevention") === "enforced";

/**
 * Checks that a bucket's settings allow a binding.
 * https://cloud.google.com/storage/docs/public-access-prevention, https://cloud.google.com/storage/docs/uniform-bucket-level-access
 */
function requireGrantable(inputs: Properties, { store }: World): void {
  const bucket = store.get(bucketToken, requiredText(inputs, "bucket"));
  if (bucket === undefined) return;
  const refuse = (message: string): CloudError => new CloudError("FAILED_PRECONDITION", message, 412);
  if (isPrivate(bucket) && isPublic(requiredText(inputs, "member"))) {
    throw refuse(
      "The member bindings allUsers and allAuthenticatedUsers are not allowed since public access prevention is enforced.",
    );
  }
  if (inputs.condition !== undefined && bucket.inputs.uniformBucketLevelAccess !== true) {
    throw refuse(
      `Conditions can be set on the bucket ${bucket.id} only where uniform bucket-level access is enabled on it.`,
    );
  }
}

/** A role on one bucket. https://cloud.google.com/storage/docs/access-control/using-iam-permissions */
export const bucketMemberType: ResourceType = {
  token,
  source: "https://www.pulumi.com/registry/packages/gcp/api-docs/storage/bucketiammember/",
  // A binding has no identity besides its values.
  replaceOn: ["bucket", "role", "member", "condition"],
  properties: simulated(
    ...["bucket", "role", "member", "condition.expression", "condition.title", "condition.description"],
  ),
  constraints: [...grantRules, conditionRule],
  example: { bucket: "shop-files", role: "roles/storage.objectViewer", member: "allUsers" },
  refers: { bucket: toBucket, role: toRole },
  check: ({ inputs }, world) => requireGrantable(inputs, world),
  id({ inputs }) {
    const title = textAt(inputs, "condition.title");
    const [bucket, role, member] = ["bucket", "role", "member"].map((name) => requiredText(inputs, name));
    return ["b", bucket, role, member, ...(title === undefined ? [] : [title])].join("/");
  },
  outputs: ({ id }) => ({ etag: etagOf(id) }),
};

/** All bindings that apply to a bucket: its own and its project's, except public ones if it prevents public access. */
export function bucketBindings(bucket: StoredResource, world: World): readonly Binding[] {
  const own = world.store.find(token, ({ inputs }) => textAt(inputs, "bucket") === bucket.id);
  const project = projectBindings(projectOf(bucket.inputs, bucket.scope), world);
  const all = [...own.map(({ inputs }) => bindingOf(inputs, world)), ...project];
  return isPrivate(bucket) ? all.filter(({ member }) => !isPublic(member)) : all;
}
