import { requiredText, textAt } from "../../../contract/read.ts";
import type { Constraint, Properties, World } from "../../../contract.ts";
import { type Binding, isCondition, memberPattern, rolePattern } from "../../../iam/gcp.ts";
import { matches } from "../../rules.ts";
import { permissionsIn } from "./custom-role.ts";

/** Rules for all bindings. */
export const grantRules: readonly Constraint[] = [
  matches(
    "member",
    memberPattern,
    "must be allUsers, allAuthenticatedUsers, or have a kind: serviceAccount:name@project.iam.gserviceaccount.com",
    "https://cloud.google.com/iam/docs/principal-identifiers",
    "everyone",
  ),
  matches(
    "role",
    rolePattern,
    "must be a role: roles/run.invoker",
    "https://cloud.google.com/iam/docs/roles-overview",
    "run.invoker",
  ),
];

export const conditionRule: Constraint = {
  property: "condition.expression",
  rule: 'must consist of resource.name or resource.type with == "…" or .startsWith("…"), joined by && and ||: the simulator knows no others',
  source: "https://cloud.google.com/iam/docs/conditions-resource-attributes#resource-name",
  accepts: (value) => typeof value === "string" && isCondition(value),
  refused: [
    { condition: { title: "once", expression: 'request.time < timestamp("2027-01-01T00:00:00Z")' } },
    { condition: { title: "open", expression: 'resource.name.startsWith("a"' } },
  ],
  accepted: [
    { condition: { title: "some", expression: 'resource.name == "a" || resource.name.startsWith("b")' } },
    { condition: { title: "one", expression: 'resource.type == "a" && resource.name == "b"' } },
  ],
};

/** What a grant says, as it is evaluated. */
export function bindingOf(inputs: Properties, world: World): Binding {
  const condition = textAt(inputs, "condition.expression");
  const role = requiredText(inputs, "role");
  const permissions = permissionsIn(role, world);
  return {
    role,
    member: requiredText(inputs, "member"),
    ...(permissions === undefined ? {} : { permissions }),
    ...(condition === undefined ? {} : { condition }),
  };
}
