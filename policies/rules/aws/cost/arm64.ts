import type { Rule } from "../../../contract/rule.ts";

export const rule: Rule = {
  name: "arm64",
  cloud: "aws",
  title: "Functions run on arm64",
  severity: "low",
  level: "advised",
  why: "The same duration costs about 20 % less on arm64 than on x86.",
  source: "https://docs.aws.amazon.com/lambda/latest/dg/foundation-arch.html",
  references: {},
  types: {
    "aws:lambda/function:Function": {
      checks: [
        function* ({ inputs }) {
          if (inputs.texts("architectures").includes("arm64")) return;
          const fix = 'Set `architectures` to `["arm64"]`, unless the code is made for x86';
          yield { property: "architectures", what: "it runs on x86", fix };
        },
      ],
      compliant: { architectures: ["arm64"] },
      broken: [
        ["architectures", ["x86_64"], "it runs on x86"],
        ["architectures", undefined, "it runs on x86"],
      ],
    },
  },
};
