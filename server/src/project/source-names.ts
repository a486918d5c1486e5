/** Which files of a folder are programs to look at; the rest is not walked. */

const SKIPPED: ReadonlySet<string> = new Set(["node_modules", "__pycache__", "site-packages", "dist-packages"]);

/** Hidden folders, and installed packages. */
export const isSkippedFolder = (name: string): boolean => name.startsWith(".") || SKIPPED.has(name);

/** A folder that holds a whole Python of its own, by the names in it. */
export const isEnvironment = (names: readonly string[]): boolean =>
	names.includes("pyvenv.cfg") || names.includes("conda-meta");

export const isSourceName = (name: string): boolean => !name.startsWith(".") && /\.(?:py|ipynb)$/.test(name);
