/** Paths are absolute, with forward slashes, or URIs; a name below a URI is percent-encoded as clients do. */

const isUri = (path: string): boolean => /^[a-z][a-z0-9+.-]+:/i.test(path);

export const joinPath = (folder: string, name: string): string =>
	`${folder.replace(/\/+$/, "")}/${isUri(folder) ? encodeURIComponent(name) : name}`;

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
