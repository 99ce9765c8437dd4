import type { Costs } from "../../../cost/costs.ts";
import type { Unpriced } from "../../../cost/estimate/charges.ts";
import type { CostLine } from "../../../cost/estimate/estimate.ts";
import type { ExposedLine, Exposure } from "../../../cost/estimate/exposure.ts";
import { assumptionsOf, type Breakdown, breakDown, totalOf } from "../../../cost/report/summary.ts";

const describeUnpriced = ({ resource: { urn, type }, what, why }: Unpriced) => ({ urn, type, what, why });

const describeLine = ({ resource, price, region, quantity, low, expected, assumed }: CostLine) => ({
  ...{ urn: resource.urn, price: price.id, region, quantity, unit: price.unit, low, expected, assumed },
  ...{ confidence: price.confidence, verified: price.verified },
});

const describeExposedLine = ({ resource, price, region, quantity, usdPerHour, unbounded }: ExposedLine) => ({
  ...{ urn: resource.urn, price: price.id, region, quantity, unit: price.unit, usdPerHour, unbounded },
});

const describeExposure = ({ usdPerHour, responseTime, usd, isUnbounded, lines, unreadable }: Exposure) => ({
  ...{ usdPerHour, responseTime, usd, isUnbounded },
  lines: lines.map(describeExposedLine),
  unreadable: unreadable.map(describeUnpriced),
});

/** What a program costs, for programs. */
export function describeCosts(costs: Costs, by: Breakdown): object {
  const { name: _, ...total } = totalOf(costs);
  const { coverage, lines, unpriced } = costs.estimate;
  return {
    ...{ currency: "USD", per: "month", total, [by]: breakDown(costs, by), coverage },
    lines: lines.map(describeLine),
    unpriced: unpriced.map(describeUnpriced),
    assumptions: assumptionsOf(costs.estimate),
    exposure: describeExposure(costs.exposure),
  };
}
