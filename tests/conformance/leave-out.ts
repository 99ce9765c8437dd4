import assert from "node:assert/strict";
import { type Input, jsonStringify, output, type ResourceTransformation } from "@pulumi/pulumi";
import type { FunctionSetOptions } from "fourfold/components";

/** A grant that a deployment makes. */
export interface Grant {
  /** The resources that make it. */
  readonly resource: RegExp;
  /** What is left of a resource without it. */
  without(props: Readonly<Record<string, unknown>>): object;
}

/** What leaves a grant out of a deployment. @returns also the names of the resources that it has changed */
export function leaveOut({ resource, without }: Grant) {
  const changed: string[] = [];
  const transformation: ResourceTransformation = ({ name, props, opts }) => {
    if (!resource.test(name)) return undefined;
    changed.push(name);
    return { props: { ...props, ...without(props) }, opts };
  };
  const options: FunctionSetOptions = { transformations: [transformation] };
  return { options, changed };
}

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
}

/** The policy of a role on AWS without what allows an action. @param of - Only on these resources. */
export const withoutAction =
  (action: string, of = /^/): Grant["without"] =>
  ({ policy = "" }: Readonly<Record<string, Input<string>>>) => {
    const left = output(policy).apply((text) => {
      const { Statement, ...others } = JSON.parse(text);
      const each = Statement.flatMap((statement: Statement) =>
        [statement.Action]
          .flat()
          .flatMap((Action) => [statement.Resource].flat().map((Resource) => ({ ...statement, Action, Resource }))),
      );
      const kept = each.filter((one: (typeof each)[number]) => one.Action !== action || !of.test(one.Resource));
      assert.ok(kept.length < each.length, `nothing allows ${action}`);
      return { ...others, Statement: kept };
    });
    return { policy: jsonStringify(left) };
  };
