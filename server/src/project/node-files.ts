import { readdirSync, readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { SourceFiles } from "./source-files";

/** Larger files are data, not programs. */
const MAX_BYTES = 5_000_000;

/** The disk. Takes `file:` URIs as well as paths; other URIs hold nothing. */
export const nodeFiles: SourceFiles = {
	read: (path) => attempt(() => readSmall(toNative(path))),
	isFile: (path) => attempt(() => statSync(toNative(path), { throwIfNoEntry: false })?.isFile()) === true,
	isFolder: (path) => attempt(() => statSync(toNative(path), { throwIfNoEntry: false })?.isDirectory()) === true,
	list: (path) => attempt(() => readdirSync(toNative(path))) ?? [],
	folders: (path) =>
		(attempt(() => readdirSync(toNative(path), { withFileTypes: true })) ?? [])
			.filter((entry) => entry.isDirectory())
			.map(({ name }) => name),
};

const readSmall = (path: string): string | undefined => {
	const found = statSync(path, { throwIfNoEntry: false });
	return found?.isFile() && found.size <= MAX_BYTES ? readFileSync(path, "utf8").replace(/^\uFEFF/, "") : undefined;
};

const toNative = (path: string): string => (path.startsWith("file:") ? fileURLToPath(path) : path);

function attempt<T>(run: () => T): T | undefined {
	try {
		return run();
	} catch {
		return undefined;
	}
}

/** A path of the command line as imports are resolved by. */
export const absolutePath = (path: string): string => resolve(path).replaceAll("\\", "/");
