import type { Policies, ReportViolation, ResourceValidationArgs, StackValidationArgs } from "@pulumi/policy";
import type { Given, Rule } from "../contract/rule.ts";
import type { Subject } from "../contract/subject.ts";
import { examine, examineGraph } from "../engine/examine.ts";
import { explainFinding, type Finding } from "../engine/finding.ts";
import { givenOf } from "../engine/given.ts";
import { namesBy } from "../engine/naming.ts";
import { judge, levelOf, type Verdict } from "../engine/verdicts.ts";
import type { Context } from "./context.ts";
import { optionsIn, schemaOf } from "./options.ts";
import { remedied } from "./remedy.ts";
import { subjectOf } from "./subjects.ts";

/** What is denied ends a deployment; what counts is told, and the budget decides. */
const enforcement = { denied: "mandatory", counted: "advisory", advised: "advisory", off: "disabled" } as const;

/** What is told of a rule: neither what somebody answers for, nor what there is time for, nor what is not known yet. */
const told: ReadonlySet<Verdict> = new Set(["denied", "counted", "advised", "new", "overdue"]);

/** Holds resources to the rules of one name, which are one idea on several clouds. */
class Examiner {
  readonly #rules: readonly [Rule, ...Rule[]];
  readonly #types: ReadonlySet<string>;
  readonly #at: number;
  readonly #context: Context;
  readonly #isNamed: (names: readonly string[], subject: Subject) => boolean;

  /** @param at - The place of the policy in the order in which the SDK asks. */
  constructor(rules: readonly [Rule, ...Rule[]], at: number, context: Context) {
    this.#rules = rules;
    this.#at = at;
    this.#types = new Set(rules.flatMap(({ types }) => Object.keys(types)));
    this.#context = context;
    this.#isNamed = namesBy((subject) => context.session.around(subject));
  }

  /** What is found on a resource by itself. */
  examine(subject: Subject, config: object): readonly Finding[] {
    const rule = this.#rules.find(({ types }) => Object.hasOwn(types, subject.type));
    return rule === undefined ? [] : examine(rule, subject, this.#given(rule, config));
  }

  validate(args: ResourceValidationArgs, report: ReportViolation): void {
    const { session } = this.#context;
    const subject = session.see(args, this.#at);
    // A program has many resources, and most rules are about a few types.
    if (!this.#types.has(subject.type)) return;
    const findings = this.examine(subject, args.getConfig());
    session.keep(args.urn, this.#rules[0].name, findings);
    this.#tell(findings, report);
  }

  /** Makes the changes that are safe on their own, but for what somebody answers for. */
  async remediate(args: ResourceValidationArgs): Promise<Record<string, unknown> | undefined> {
    const remedies = this.examine(subjectOf(args), args.getConfig())
      .filter((finding) => told.has(judge(finding, this.#context.court).verdict))
      .map(({ remedy }) => remedy)
      .filter((remedy) => remedy !== undefined);
    return remedies.length === 0 ? undefined : await remedied(args.props, remedies);
  }

  validateStack({ resources, getConfig }: StackValidationArgs, report: ReportViolation): void {
    const { session } = this.#context;
    const program = session.programOf(resources);
    for (const rule of this.#rules) {
      const given = this.#given(rule, getConfig());
      for (const subject of Object.keys(rule.types).flatMap((type) => program.all(type))) {
        const findings = examineGraph(rule, subject, program, given);
        session.keep(subject.urn, `${rule.name}, in the stack`, findings);
        this.#tell(findings, report);
      }
    }
  }

  #given(rule: Rule, config: object): Given {
    const { today, settings } = this.#context;
    const reachable = Object.keys(settings.public);
    return givenOf(rule, { today, reachable, isNamed: this.#isNamed, options: optionsIn(config) });
  }

  #tell(findings: readonly Finding[], report: ReportViolation): void {
    for (const finding of findings) {
      if (told.has(judge(finding, this.#context.court).verdict)) report(explainFinding(finding), finding.subject.urn);
    }
  }
}

/** One policy for the rules of a name. Pulumi asks a policy about each resource, about the stack, and for changes, if it can be asked. */
export function policyFor(rules: readonly [Rule, ...Rule[]], at: number, context: Context): Policies[number] {
  const [{ name, title, severity, source }] = rules;
  const examiner = new Examiner(rules, at, context);
  const types = rules.flatMap((rule) => Object.values(rule.types));
  const validateStack = (args: StackValidationArgs, report: ReportViolation) => examiner.validateStack(args, report);
  const remediateResource = (args: ResourceValidationArgs) => examiner.remediate(args);
  return {
    ...{ name, severity, displayName: title, description: `${title}.`, url: source },
    ...{ tags: rules.map(({ cloud }) => cloud), ...schemaOf(rules, context.settings) },
    enforcementLevel: enforcement[levelOf(rules[0], context.settings)],
    validateResource: (args, report) => examiner.validate(args, report),
    ...(types.some(({ graph }) => graph !== undefined) ? { validateStack } : {}),
    ...(rules.some(({ isRemediable }) => isRemediable === true) ? { remediateResource } : {}),
  };
}
