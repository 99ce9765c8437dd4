/** What a cloud accepts as the name of a kind of resource. */
export interface ResourceName {
  /** What it names, as errors say it. */
  readonly of: string;
  readonly max: number;
  readonly pattern: RegExp;
  /** The pattern in words. */
  readonly form: string;
  readonly source: string;
}
