import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

/** A folder on disk for one test. */
export interface TemporaryFolder {
	readonly path: string;
	uriOf(name: string): string;
	/** Makes the folders above the file, too. */
	write(name: string, text: string): void;
	remove(): void;
}

export function temporaryFolder(): TemporaryFolder {
	const path = mkdtempSync(join(tmpdir(), "keraspec-"));
	return {
		path,
		uriOf: (name) => pathToFileURL(join(path, name)).href,
		write(name, text) {
			mkdirSync(dirname(join(path, name)), { recursive: true });
			writeFileSync(join(path, name), text);
		},
		remove: () => rmSync(path, { recursive: true, force: true }),
	};
}
