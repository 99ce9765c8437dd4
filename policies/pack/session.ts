import type { PolicyResource, ResourceValidationArgs } from "@pulumi/policy";
import { type Program, programOf } from "../contract/program.ts";
import type { Subject } from "../contract/subject.ts";
import type { Fields } from "../contract/values.ts";
import type { CostedProgram } from "../costs/contract.ts";
import type { Finding } from "../engine/finding.ts";
import { costedOf, lazyFields, stackSubjectOf, subjectOf } from "./subjects.ts";

type Around = Pick<Subject, "name" | "urn">;

interface Seen {
  readonly subject: Subject;
  readonly fields: () => Fields;
  /** The place of the policy that was last asked about it. */
  at: number;
}

/** Whether a program is of the same resources. */
const isAbout = ({ subjects }: Program, resources: readonly PolicyResource[]): boolean =>
  subjects.length === resources.length && subjects.every(({ urn }, at) => urn === resources[at]?.urn);

/**
 * What a pack remembers of a run. Pulumi asks about each resource before it is created, with its inputs, and about all of them at the end,
 * with their outputs: a budget is about both.
 */
export class Session {
  readonly #seen = new Map<string, Seen>();
  /** By the URN of the resource, and the name of the rule. */
  readonly #findings = new Map<string, Map<string, readonly Finding[]>>();

  /** What the policies that are asked one after the other look at, until the engine asks about another resource. */
  #program: Program | undefined;

  /**
   * The resource that a policy is asked about. The SDK asks the policies in their order, and copies all properties for each of them: what one
   * has read of these, the next ones need not read again.
   *
   * @param at - The place of the policy in the order.
   */
  see(args: ResourceValidationArgs, at: number): Subject {
    const known = this.#seen.get(args.urn);
    if (known !== undefined && known.at < at) {
      known.at = at;
      return known.subject;
    }
    const fields = lazyFields(args.props);
    const subject = subjectOf(args, fields);
    this.#seen.set(args.urn, { subject, fields, at });
    this.#program = undefined;
    return subject;
  }

  /** The components that a resource is in, as far as they have been seen: a component is registered before what it contains. */
  around({ parent }: Pick<Subject, "parent">): readonly Around[] {
    const found: Around[] = [];
    for (let at = parent; at !== undefined; at = this.#seen.get(at)?.subject.parent) {
      found.push(this.#seen.get(at)?.subject ?? { urn: at, name: at.slice(at.lastIndexOf("::") + 2) });
    }
    return found;
  }

  /** Remembers what a rule has found on a resource, in place of what it found before. */
  keep(urn: string, rule: string, findings: readonly Finding[]): void {
    const known = this.#findings.get(urn) ?? new Map<string, readonly Finding[]>();
    known.set(rule, findings);
    this.#findings.set(urn, known);
  }

  /** What was found on the resources that there are at the end. */
  findingsOn(subjects: readonly Subject[]): readonly Finding[] {
    return subjects.flatMap(({ urn }) => [...(this.#findings.get(urn)?.values() ?? [])].flat());
  }

  hasSeen(urn: string): boolean {
    return this.#seen.has(urn);
  }

  /** The stack at the end, with the inputs that were seen before. The SDK copies the stack for each policy that it asks. */
  programOf(resources: readonly PolicyResource[]): Program {
    const known = this.#program;
    if (known !== undefined && isAbout(known, resources)) return known;
    this.#program = programOf(
      resources.map((resource) => stackSubjectOf(resource, this.#seen.get(resource.urn)?.fields)),
    );
    return this.#program;
  }

  /** The same, as estimates see it. */
  costedProgramOf(resources: readonly PolicyResource[]): CostedProgram {
    const { subjects } = this.programOf(resources);
    return {
      subjects,
      resources: resources.map((resource) => costedOf(resource, this.#seen.get(resource.urn)?.fields)),
    };
  }
}
