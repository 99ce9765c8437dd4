import assert from "node:assert/strict";
import type { Fields } from "../../../../kit/cost/resources/resource.ts";
import { alone } from "../../support/azure.ts";

describe("networks on Azure", () => {
  it("pay for addresses of the standard kind", () => {
    const address = alone("network:PublicIPAddress");
    const sku = { name: "Standard" };

    assert.deepEqual(address.pays({ sku }), { "publicip.standard": 730 });
    assert.deepEqual(address.lacks({}), ["sku.name"]);
    assert.deepEqual(address.lacks({ sku: { ...sku, tier: "Global" } }), ["sku.tier"]);
    assert.deepEqual(address.lacks({ sku, publicIPAllocationMethod: "Dynamic" }), ["publicIPAllocationMethod"]);
    assert.deepEqual(address.lacks({ sku, publicIPAddressVersion: "IPv6" }), ["publicIPAddressVersion"]);
    assert.deepEqual(alone("network:NatGateway").lacks({ sku: { name: "StandardV2" } }), ["sku.name"]);
  });

  // https://learn.microsoft.com/azure/application-gateway/understanding-pricing
  it("pay for the instances that an application gateway has, or the capacity that it needs", () => {
    const gateway = alone("network:ApplicationGateway");
    const sku = { tier: "Standard_v2" };
    const units = (inputs: Fields, egress: number) => gateway.pays(inputs, { egress })["applicationgateway.units"];

    assert.equal(gateway.pays({ sku }, { egress: 0 })["applicationgateway.hours"], 730);
    assert.equal(units({ sku: { ...sku, capacity: 2 } }, 0), 14_600);
    assert.equal(units({ sku, autoscaleConfiguration: { minCapacity: 1 } }, 0), 7_300);
    // 712.2 GB a month are 2.22 Mbit/s.
    assert.equal(Math.round(units({ sku }, 712.2) ?? 0), 730);
    assert.deepEqual(gateway.lacks({ sku: { tier: "WAF_v2" } }), ["sku.tier"]);
  });

  it("pay for Front Door by profile, requests and data", () => {
    const profile = alone("cdn:Profile");
    const usage = { requests: 1_048_576, requestSize: 2, egress: 3 };

    assert.deepEqual(profile.pays({ location: "global", sku: { name: "Premium_AzureFrontDoor" } }, usage), {
      ...{ "frontdoor.premium.base": 1, "frontdoor.premium.requests": 1_048_576 },
      ...{ "frontdoor.premium.egress": 3, "frontdoor.origin": 2 },
    });
    assert.equal(profile.pays({ sku: { name: "Standard_AzureFrontDoor" } }, usage)["frontdoor.standard.base"], 1);
    assert.deepEqual(profile.lacks({ sku: { name: "Standard_Microsoft" } }), ["sku.name"]);
  });

  it("pay for static sites on the plan Standard, up to what it includes", () => {
    const site = alone("web:StaticSite");
    const sku = { name: "Standard" };

    assert.deepEqual(site.pays({ sku }, { egress: 100 }), { "staticwebapps.standard": 1 });
    assert.deepEqual(site.pays({}, {}), {});
    assert.deepEqual(site.lacks({ sku }, { egress: 101 }), ["egress"]);
    assert.deepEqual(site.lacks({ sku: { name: "Dedicated" } }), ["sku.name"]);
  });
});
