import type { Case } from "../run.ts";
import type { OwnBehaviour, OwnGroup } from "./behaviour.ts";
import { cors } from "./cors.ts";
import { health } from "./health.ts";
import { limits } from "./limits.ts";
import { requestIds } from "./request-ids.ts";
import { routes } from "./routes.ts";
import type { OwnTarget } from "./target.ts";
import { unknown } from "./unknown.ts";

/** What every HTTP function does, whatever its app is. */
const groups: readonly OwnGroup[] = [health, unknown, requestIds, cors, limits, routes];

/** What to expect at a function of anyone's set. */
export function ownCasesOf(target: OwnTarget): readonly Case[] {
  const toCase = (subject: string, behaviour: OwnBehaviour): Case => {
    const { name, requests = 1, readsLogs = false } = behaviour;
    const obstacle = behaviour.obstacleTo?.(target);
    return {
      ...{ subject, name, requests, readsLogs, alone: false },
      ...(obstacle === undefined ? {} : { obstacle }),
      // Whoever runs it counts what is sent.
      run: ({ ask, raw }) => behaviour.run({ ...target, ask, raw }),
    };
  };
  return groups.flatMap(({ subject, behavioursOf }) =>
    behavioursOf(target).map((behaviour) => toCase(subject, behaviour)),
  );
}
