import type { PackageName, Store } from "./contract.ts";

/** Where something that is deployed writes its log lines. */
export interface LogGroup {
  readonly cloud: PackageName;
  readonly group: string;
}

/** The types that have a log of their own, and the output that is its name. */
const named: readonly { readonly cloud: PackageName; readonly type: string; readonly output: string }[] = [
  { cloud: "aws", type: "aws:cloudwatch/logGroup:LogGroup", output: "name" },
  { cloud: "gcp", type: "gcp:cloudfunctionsv2/function:Function", output: "name" },
  { cloud: "azure-native", type: "azure-native:web:WebApp", output: "name" },
  { cloud: "cloudflare", type: "cloudflare:index/workersScript:WorkersScript", output: "scriptName" },
];

/** The logs that there are, whether or not something has been written to them. */
export function logGroups(store: Store): readonly LogGroup[] {
  return named.flatMap(({ cloud, type, output }) =>
    store.find(type).map(({ outputs }) => ({ cloud, group: String(outputs[output]) })),
  );
}
