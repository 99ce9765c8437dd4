import type { Reader } from "../contract/reader.ts";

/**
 * A statement of a policy of AWS.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export interface Statement {
  /** Its path, as findings call it. */
  readonly property: string;
  readonly allows: boolean;
  readonly actions: readonly string[];
  /** Whether it is about all actions but some. */
  readonly allButActions: boolean;
  readonly resources: readonly string[];
  /** Accounts, users and roles, and `*` for everyone. */
  readonly principals: readonly string[];
  /** Whom other identity providers vouch for. */
  readonly federated: readonly string[];
  /** What must hold, by operator and key. */
  readonly condition: Reader;
  readonly hasCondition: boolean;
}

function principalsOf(statement: Reader, kind: "AWS" | "Federated"): readonly string[] {
  if (!statement.has("Principal")) return [];
  if (statement.value("Principal") === "*") return kind === "AWS" ? ["*"] : [];
  return statement.texts(`Principal.${kind}`);
}

const statementOf = (statement: Reader): Statement => ({
  property: statement.path("Action").replace(/\.Action$/, ""),
  allows: statement.text("Effect") === "Allow",
  actions: statement.texts("Action"),
  allButActions: statement.has("NotAction"),
  resources: statement.texts("Resource"),
  principals: principalsOf(statement, "AWS"),
  federated: principalsOf(statement, "Federated"),
  condition: statement.at("Condition"),
  hasCondition: statement.has("Condition"),
});

/**
 * The statements of a policy that a property holds as JSON.
 * @throws Unreadable when it is not known yet, or is not a policy
 */
export const statementsOf = (inputs: Reader, property: string): readonly Statement[] =>
  inputs.document(property).list("Statement").map(statementOf);

/** Whether it lets someone do everything. */
export const isEverything = ({ allows, actions, resources }: Statement): boolean =>
  allows && actions.some((action) => action === "*" || action === "*:*") && resources.includes("*");

/** The values that a condition of a statement asks of a key, whichever operator it is under; keys are the same in any case. */
export const conditionValues = ({ condition }: Statement, key: string): readonly string[] =>
  condition
    .names()
    .flatMap((operator) => condition.entries(operator))
    .filter(({ name }) => name.toLowerCase() === key.toLowerCase())
    .flatMap(({ texts }) => texts);
