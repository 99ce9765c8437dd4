/** Waits until something holds that comes by itself, for four seconds at most. */
export async function until(holds: () => boolean): Promise<void> {
  for (let left = 400; left > 0 && !holds(); left -= 1) await new Promise((resolve) => setTimeout(resolve, 10));
}
