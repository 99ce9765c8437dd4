import { deploy, Foundation, FunctionSet, type FunctionTransform } from "fourfold/components";
import { greetings } from "../shared/greetings.ts";

/** What of a site cannot be changed in place. */
interface Fixed {
  readonly phrase: string;
  /** @default generated */
  readonly functionName?: string;
  readonly logGroupClass: "STANDARD" | "INFREQUENT_ACCESS";
}

/** A site on AWS that says a phrase. Its logs have a name that the old and the new ones cannot have both. */
export function createSite({ phrase, functionName, logGroupClass }: Fixed) {
  const foundation = new Foundation("site", { cloud: "aws" });
  const args = deploy(greetings, { cloud: "aws", on: foundation, protection: "destroy", bind: { phrase } });
  const greet: FunctionTransform = {
    aws: {
      function: functionName === undefined ? {} : { name: functionName },
      logs: { name: "/site/greeter", logGroupClass },
    },
  };
  const { urls, handles } = new FunctionSet("site", args, { transform: { functions: { greet } } });
  return { url: urls.apply(({ greet }) => greet), arn: handles.apply(({ greet }) => greet?.id) };
}
