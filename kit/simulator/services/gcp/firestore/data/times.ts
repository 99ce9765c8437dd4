const pattern = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)$/;

/** A moment: seconds since 1970, and the nanoseconds after. */
export interface Moment {
  readonly seconds: number;
  readonly nanos: number;
}

/** Reads a time as JSON has it. https://protobuf.dev/reference/protobuf/google.protobuf/#timestamp */
export function parseMoment(text: unknown): Moment | undefined {
  const [found, time = "", fraction = "", zone = ""] = pattern.exec(String(text)) ?? [];
  const milliseconds = Date.parse(time + zone);
  if (found === undefined || Number.isNaN(milliseconds)) return undefined;
  return { seconds: milliseconds / 1_000, nanos: Number(fraction.padEnd(9, "0")) };
}

/** Writes it with as many digits as it needs, in threes; more than microseconds are not kept. */
export function formatMoment({ seconds, nanos }: Moment): string {
  const micros = Math.floor(nanos / 1_000);
  const digits = String(micros).padStart(6, "0");
  const fraction = micros === 0 ? "" : `.${micros % 1_000 === 0 ? digits.slice(0, 3) : digits}`;
  return `${new Date(seconds * 1_000).toISOString().slice(0, -5)}${fraction}Z`;
}

/** Microseconds since 1970, as documents note when they have changed. */
export function formatMicros(micros: number): string {
  return formatMoment({ seconds: Math.floor(micros / 1e6), nanos: (micros % 1e6) * 1_000 });
}
