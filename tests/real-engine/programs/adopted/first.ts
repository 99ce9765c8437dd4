import { deployArchive } from "./deployed.ts";

export const { urls, handles } = deployArchive();
