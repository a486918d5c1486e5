/** Paths are absolute, with forward slashes, or URIs; a name below a URI is percent-encoded as clients do. */

const isUri = (path: string): boolean => /^[a-z][a-z0-9+.-]+:/i.test(path);

export const joinPath = (folder: string, name: string): string =>
	`${folder.replace(/\/+$/, "")}/${isUri(folder) ? encodeURIComponent(name) : name}`;

/** Stands for the names of what a folder holds. */
export const contentsOf = (folder: string): string => `${folder.replace(/\/+$/, "")}/*`;

/** The folder of a path; absent above the root. */
export function parentOf(path: string): string | undefined {
	const trimmed = path.replace(/\/+$/, "");
	const slash = trimmed.lastIndexOf("/");
	if (slash < 0 || trimmed.endsWith(":/", slash + 1)) return undefined;
	return slash === 0 ? (trimmed.length > 1 ? "/" : undefined) : trimmed.slice(0, slash);
}

/** The last part of a path. */
export function baseName(path: string): string {
	const name = path.replace(/\/+$/, "").slice(path.replace(/\/+$/, "").lastIndexOf("/") + 1);
	if (!isUri(path)) return name;
	try {
		return decodeURIComponent(name);
	} catch {
		return name;
	}
}

/** Whether a path is the folder itself or lies below it. */
export const isBelow = (path: string, folder: string): boolean =>
	path === folder || path.startsWith(folder.endsWith("/") ? folder : `${folder}/`);

/** A path as Python has it; absent where that is not certain: on Windows, and for what is on no disk. */
export function pythonPath(path: string): string | undefined {
	if (path.startsWith("/")) return path;
	const found = /^file:\/\/(\/(?![a-z](?::|%3a)).*)$/i.exec(path)?.[1];
	try {
		return found === undefined ? undefined : decodeURIComponent(found);
	} catch {
		return undefined;
	}
}

/** A path of Python's in the form that `folder` has, where relative ones start. */
export function fromPythonPath(text: string, folder: string): string | undefined {
	const start = pythonPath(folder);
	if (start === undefined) return undefined;
	const path = normalPath(text.startsWith("/") ? text : `${start}/${text}`);
	return isUri(folder) ? `file://${path.split("/").map(encodeURIComponent).join("/")}` : path;
}

/** An absolute path without `.`, `..` and doubled slashes. */
function normalPath(path: string): string {
	const parts: string[] = [];
	for (const part of path.split("/")) {
		if (part === "..") parts.pop();
		else if (part !== "" && part !== ".") parts.push(part);
	}
	return `/${parts.join("/")}`;
}
