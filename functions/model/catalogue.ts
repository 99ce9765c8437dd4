import type { Product } from "./product.ts";

/**
 * What the shop begins with, in the order of ids. From then on the table of products is what counts. The latte glass is sold already
 * and has no shelf yet, so orders for it become dead letters.
 */
export const firstProducts = [
  {
    id: "beans-decaf",
    name: "Decaf beans, 1 kg",
    category: "beans",
    price: 2_150,
    taxClass: "reduced",
    weight: 1_050,
    shelf: "A1",
  },
  {
    id: "beans-espresso",
    name: "Espresso beans, 1 kg",
    category: "beans",
    price: 1_890,
    taxClass: "reduced",
    weight: 1_050,
    shelf: "A2",
  },
  {
    id: "beans-filter",
    name: "Filter beans, 1 kg",
    category: "beans",
    price: 1_790,
    taxClass: "reduced",
    weight: 1_050,
    shelf: "A3",
  },
  {
    id: "book-brewing",
    name: "The book of brewing",
    category: "books",
    price: 2_799,
    taxClass: "reduced",
    weight: 640,
    shelf: "B1",
  },
  {
    id: "cup-small",
    name: "Espresso cup",
    category: "cups",
    price: 845,
    taxClass: "standard",
    weight: 210,
    shelf: "B2",
  },
  { id: "cup-tall", name: "Latte glass", category: "cups", price: 1_095, taxClass: "standard", weight: 340 },
  {
    id: "dripper",
    name: "Porcelain dripper",
    category: "gear",
    price: 2_450,
    taxClass: "standard",
    weight: 480,
    shelf: "B4",
  },
  {
    id: "filters",
    name: "Paper filters, 100",
    category: "gear",
    price: 599,
    taxClass: "standard",
    weight: 180,
    shelf: "C1",
  },
  {
    id: "grinder-hand",
    name: "Hand grinder",
    category: "gear",
    price: 8_990,
    taxClass: "standard",
    weight: 720,
    shelf: "C2",
  },
  {
    id: "kettle",
    name: "Gooseneck kettle",
    category: "gear",
    price: 6_495,
    taxClass: "standard",
    weight: 1_300,
    shelf: "C3",
  },
  {
    id: "machine",
    name: "Espresso machine",
    category: "gear",
    price: 64_900,
    taxClass: "standard",
    weight: 11_800,
    shelf: "D1",
  },
  {
    id: "scale",
    name: "Brewing scale",
    category: "gear",
    price: 3_999,
    taxClass: "standard",
    weight: 390,
    shelf: "D2",
  },
] as const satisfies readonly Product[];

/** How many of each there are at first. */
export const firstStock = 10_000;
