/** A file or a folder that has another name now; both as URIs. */
export interface Rename {
	readonly from: string;
	readonly to: string;
}

const FILE = /^[^:]+:(?:\/\/[^/]*)?/;

/** The URI that a document has after renames, of itself or of a folder above it. Cells have the path of their notebook. */
export function renamedUri(uri: string, renames: readonly Rename[]): string {
	for (const { from, to } of renames) {
		const path = withoutScheme(from);
		const own = withoutScheme(uri);
		const rest = own.slice(path.length);
		const isIn = own.startsWith(path) && (rest === "" || rest.startsWith("/") || rest.startsWith("#"));
		if (!isIn || !isSameSystem(uri, from)) continue;
		return `${uri.slice(0, uri.length - own.length)}${withoutScheme(to)}${rest}`;
	}
	return uri;
}

const withoutScheme = (uri: string): string => uri.replace(FILE, "");

/** A cell tells the scheme of its notebook in its fragment only. */
const isSameSystem = (uri: string, from: string): boolean =>
	uri.startsWith("vscode-notebook-cell:") || FILE.exec(uri)?.[0] === FILE.exec(from)?.[0];
