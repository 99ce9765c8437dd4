import { clouds, type Statement } from "fourfold";
import { credentialSources } from "../../kit/cli/credentials/index.ts";
import { type HandCaller, type Offer, vendorCallers } from "../../kit/cli/invoke/timers/index.ts";
import { table, titles } from "../markdown.ts";

const cell = ({ text, source }: Statement): string => `[${text}](${source})`;
const offerCell = (offer: Offer): string => (offer === true ? "yes" : `no: ${cell(offer)}`);

const rows: readonly { readonly title: string; cell(caller: HandCaller): string }[] = [
  { title: "What is called", cell: ({ call }) => cell(call) },
  { title: "What comes of it", cell: ({ outcome }) => cell(outcome) },
  { title: "`--at`", cell: ({ at }) => offerCell(at) },
  { title: "`--event`", cell: ({ event }) => offerCell(event) },
];

/** How each cloud runs scheduled functions by hand. */
export function invokeTable(): string {
  const head = ["", ...clouds.map((cloud) => titles[cloud])];
  return table(
    head,
    rows.map((row) => [row.title, ...clouds.map((cloud) => row.cell(vendorCallers[cloud]))]),
  );
}

/** The sources of each cloud's credentials. */
export function credentialTable(): string {
  const rows = clouds.map((cloud) => [titles[cloud], credentialSources[cloud].map(cell).join("; then ")]);
  return table(["", "the first that is there"], rows);
}
