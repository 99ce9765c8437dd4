import type { Cloud } from "fourfold";
import type { Deployed } from "../../../kit/cli/deployed.ts";
import { type Chance, createChance } from "../chance.ts";
import type { FaultyClouds } from "../clouds.ts";
import { type Kills, workWhileKilling } from "../kills.ts";
import { summaryOf, tableOf } from "../report.ts";
import type { Visit } from "./ask.ts";
import { Books, type Customer } from "./books.ts";
import { createCustomers, enterAgain, enterStaff } from "./customers.ts";
import { deployShops, invitation, type Shop } from "./deploy.ts";
import { askAgain, type Order, ordersOf, settle, tidyUp, usersOf } from "./settle.ts";
import { levelOf, products, stockUp } from "./stock.ts";

/** How much is bought, and what is killed meanwhile. */
export interface Form extends Kills {
  /** How many orders each cloud takes at least. */
  readonly orders: number;
  /** How many customers each cloud has at a time. */
  readonly customers: number;
  /** How many orders a customer places. To register and be let in takes a second of the processor's time or so. */
  readonly each: number;
}

interface Soak {
  readonly form: Form;
  readonly seed: string;
  readonly clouds: readonly Cloud[];
  /** A folder for what is built. */
  readonly folder: string;
  /** What the simulator keeps. */
  readonly data: string;
  /** Starts the clouds on that, on which calls fail. */
  start(): Promise<FaultyClouds>;
}

/** What is known of the shop on one cloud when nothing is under way any more. */
export interface Soaked {
  readonly books: Books;
  readonly counts: Awaited<ReturnType<FaultyClouds["counts"]>>[Cloud];
  /** Orders that were taken, and never decided. */
  readonly waiting: readonly string[];
  readonly users: Awaited<ReturnType<typeof usersOf>>;
  readonly orders: readonly Order[];
  readonly levels: ReadonlyMap<string, Awaited<ReturnType<typeof levelOf>>>;
  /** Whether what was left half-way was tidied up. */
  readonly isTidied: boolean;
}

/** What is known of all shops. */
export interface SoakedShops {
  readonly all: ReadonlyMap<Cloud, Soaked>;
  /** The queues of all that has happened, which nobody has read. */
  readonly ledgers: readonly Deployed[];
}

type Open = Visit & { readonly staff: Customer };

/** Has nothing fail, waits until everything is decided, and reads what has become of it. */
async function close({ staff, ...visit }: Open, simulated: FaultyClouds, chance: Chance): Promise<Soaked> {
  const { simulator } = simulated;
  const { books } = visit;
  for (const somebody of [staff, ...books.customers]) await enterAgain(somebody, visit);
  const waiting = await settle(visit, simulator, chance);
  await askAgain(visit);
  const isTidied = await tidyUp(visit, simulator);
  const orders: Order[] = [];
  for (const customer of books.customers) orders.push(...(await ordersOf(customer, visit)));
  const levels = new Map<string, Awaited<ReturnType<typeof levelOf>>>();
  for (const { id } of products) levels.set(id, await levelOf(id, visit, staff.token));
  const counts = (await simulated.counts())[visit.shop.cloud];
  return { books, counts, waiting, users: await usersOf(visit, staff.token), orders, levels, isTidied };
}

/** Has a shop sell what the customers will buy. */
async function openShop(shop: Shop, { orders }: Form): Promise<Open> {
  const visit = { shop, books: new Books() };
  const staff = await enterStaff(visit, invitation);
  await stockUp(visit, staff.token, orders);
  return { ...visit, staff };
}

/** What was bought on each cloud, what has gone wrong, and what has become of it. */
function reportOf(all: SoakedShops["all"], how: Parameters<typeof summaryOf>[0]): string {
  const rows = [...all].map(([cloud, { books, counts, orders }]) => {
    const { again, races, stuck, twins, soldOut, redriven } = books;
    const refused = orders.filter(({ state }) => state === "refused").length;
    const numbers = { customers: books.customers.length, races, stuck, orders: orders.length, twins, refused };
    return { cloud, ...numbers, "sold out": soldOut, "asked again": again, redriven, ...counts };
  });
  return tableOf(rows, summaryOf(how));
}

/** Deploys the shops, has customers buy while things fail, and reads what has become of it. */
export async function soakShops(soak: Soak): Promise<SoakedShops> {
  const { form, seed, clouds } = soak;
  const began = Date.now();
  const shops = await deployShops(clouds, soak);
  const simulated = await soak.start();
  const opened = await Promise.all(shops.map(async (shop) => [shop.cloud, await openShop(shop, form)] as const));
  const open = new Map<Cloud, Open>(opened);
  const at = (cloud: Cloud): Open => {
    const visit = open.get(cloud);
    if (visit === undefined) throw new RangeError(`There is no shop on ${cloud}.`);
    return visit;
  };
  await workWhileKilling({
    ...{ seed, clouds, simulated, kills: form, workers: form.customers },
    begin: (cloud, chance) => createCustomers({ ...at(cloud), chance }, form.each),
    progressOf: (cloud) => Math.min(1, at(cloud).books.orders.length / form.orders),
    hasAll(cloud) {
      const { races, twins, soldOut, declined } = at(cloud).books;
      return [races, twins, soldOut, declined].every((count) => count > 0);
    },
  });
  const bought = Date.now();
  await simulated.calm();
  const ends = clouds.map(async (cloud) => {
    return [cloud, await close(at(cloud), simulated, createChance(seed, cloud, "settling"))] as const;
  });
  const all = new Map(await Promise.all(ends));
  const seconds = { sending: (bought - began) / 1_000, settling: (Date.now() - bought) / 1_000 };
  console.log(reportOf(all, { seed, seconds, deaths: simulated.deaths }));
  return { all, ledgers: shops.map(({ ledger }) => ledger) };
}
