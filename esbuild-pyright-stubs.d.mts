import type { Plugin } from "esbuild";

export function pyrightStubs(): Plugin;
