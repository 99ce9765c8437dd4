import type { Deployment } from "../context/deployment.ts";
import { StepError } from "../context/step-error.ts";
import type { Properties } from "../provider.ts";
import type { StackName } from "../state/stacks.ts";
import { containsSecret } from "../state/values.ts";

/** The type with which a program reads the outputs of another stack. */
export const referenceType = "pulumi:pulumi:StackReference";

/**
 * The outputs of a stack reference.
 * https://github.com/pulumi/pulumi/blob/master/pkg/resource/deploy/builtins.go (readStackReference)
 * @throws StepError with the existing stacks, when the reference is to none of them.
 */
export async function readReference(run: Deployment, reference: string): Promise<Properties> {
  const name = parseName(run, reference);
  const outputs = name === undefined ? undefined : await run.stacks.outputs(name);
  if (outputs === undefined) throw new StepError(await describeUnknown(run, reference));
  const secretOutputNames = Object.keys(outputs).filter((key) => containsSecret(outputs[key]));
  return { name: reference, outputs, secretOutputNames };
}

/** `dev` is a stack of the same project, `organization/platform/dev` any. https://www.pulumi.com/docs/iac/concepts/stacks/#stackreferences */
function parseName({ project, organization }: Deployment, reference: string): StackName | undefined {
  const parts = reference.split("/");
  const [first = "", second = "", third = ""] = parts;
  if (parts.length === 1) return { project, stack: first };
  return parts.length === 3 && first === organization ? { project: second, stack: third } : undefined;
}

async function describeUnknown({ stacks, organization, ...own }: Deployment, reference: string): Promise<string> {
  const others = (await stacks.list()).filter(({ project, stack }) => project !== own.project || stack !== own.stack);
  const names = others.map(({ project, stack }) => `${organization}/${project}/${stack}`).toSorted();
  const known = names.length === 0 ? "No stack is deployed here" : `Deployed here: ${names.join(", ")}`;
  return (
    `unknown stack "${reference}". ${known}. Deploy it to the same place first, or correct the name: ` +
    `${organization}/<project>/<stack>. See docs/teams.md.`
  );
}
