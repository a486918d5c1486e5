import { type Dirent, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { isEnvironment, isSkippedFolder, isSourceName } from "../project/source-names";

/** A file's text, or why there is none. */
export type Input =
	| { readonly path: string; readonly text: string }
	| { readonly path: string; readonly unreadable: string };

/** Larger files are data, not programs. */
const MAX_BYTES = 5_000_000;

/** The files that the arguments name. Folders are walked when `walk` is set. */
export function readInputs(paths: readonly string[], walk: boolean): readonly Input[] {
	const seen = new Set<string>();
	return paths.flatMap((path) => {
		const inputs = path === "-" ? [readStandardInput()] : readPath(path, walk);
		return inputs.filter((input) => {
			const isNew = !seen.has(input.path);
			seen.add(input.path);
			return isNew;
		});
	});
}

function readPath(path: string, walk: boolean): readonly Input[] {
	try {
		const found = statSync(path);
		// A pipe or a device may never end.
		if (!found.isDirectory() && !found.isFile()) return [{ path, unreadable: "it is not a regular file" }];
		if (!found.isDirectory()) return [readOne(path, found.isFile() ? found.size : 0)];
		if (!walk) return [{ path, unreadable: "it is a folder; name the files" }];
		const files = pythonFiles(path);
		if (files.length === 0) return [{ path, unreadable: "the folder holds no Python files" }];
		return files.map((file) => readOne(file, statSync(file).size));
	} catch (error) {
		return [{ path, unreadable: explain(error) }];
	}
}

function readOne(path: string, size: number): Input {
	if (size > MAX_BYTES) return tooLarge(path, size);
	try {
		return decode(path, readFileSync(path));
	} catch (error) {
		return { path, unreadable: explain(error) };
	}
}

function readStandardInput(): Input {
	try {
		return decode("-", readFileSync(0));
	} catch (error) {
		return { path: "-", unreadable: explain(error) };
	}
}

function tooLarge(path: string, size: number): Input {
	const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
	return { path, unreadable: `it has ${megabytes(size)}; files over ${megabytes(MAX_BYTES)} are not analysed` };
}

function decode(path: string, bytes: Uint8Array): Input {
	if (bytes.length > MAX_BYTES) return tooLarge(path, bytes.length);
	if (bytes.includes(0)) return { path, unreadable: "it is a binary file, not Python source" };
	const encoding = declaredEncoding(bytes);
	try {
		return { path, text: new TextDecoder(encoding ?? "utf-8", { fatal: true }).decode(bytes) };
	} catch {
		return { path, unreadable: `it is not valid ${encoding ?? "UTF-8"} text` };
	}
}

/** The encoding that a comment in the first two lines declares (PEP 263). */
function declaredEncoding(bytes: Uint8Array): string | undefined {
	const head = new TextDecoder("latin1").decode(bytes.subarray(0, 400)).split(/\r\n?|\n/, 2);
	const found = head.map((line) => /^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/.exec(line)?.[1]).find(Boolean);
	return found?.replace(/^latin[-_]1(?=$|-)/i, "latin1");
}

const MESSAGES: Readonly<Record<string, string>> = {
	ENOENT: "there is no such file or folder",
	EACCES: "reading it is not permitted",
	EPERM: "reading it is not permitted",
	EISDIR: "it is a folder",
	ENOTDIR: "a part of the path is not a folder",
	ENAMETOOLONG: "the path is too long",
	ELOOP: "its symbolic links go round in a circle",
};

function explain(error: unknown): string {
	const code = error instanceof Error && "code" in error ? String(error.code) : "";
	return MESSAGES[code] ?? `it cannot be read (${code || "unknown reason"})`;
}

/** Sorted; without hidden folders, environments and installed packages. Links to folders are not followed. */
function pythonFiles(folder: string): readonly string[] {
	const entries = list(folder);
	if (isEnvironment(entries.map(({ name }) => name))) return [];
	return entries.flatMap((entry) => {
		const path = join(folder, entry.name);
		if (entry.isDirectory()) return isSkippedFolder(entry.name) ? [] : pythonFiles(path);
		return isSource(entry, path) ? [path] : [];
	});
}

function list(folder: string): readonly Dirent[] {
	try {
		return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
	} catch {
		return [];
	}
}

function isSource(entry: Dirent, path: string): boolean {
	if (!isSourceName(entry.name)) return false;
	return entry.isFile() || (entry.isSymbolicLink() && statSync(path, { throwIfNoEntry: false })?.isFile() === true);
}
