import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { name, version } from "../../../package.json";
import { type Edition, entryOf, FIXTURES, NEWEST, nodeOf, ROOT } from "./places";
import { poll } from "./poll";

const USER_SETTINGS = {
	"workbench.startupEditor": "none",
	"workbench.tips.enabled": false,
	"workbench.secondarySideBar.defaultVisibility": "hidden",
	"workbench.enableExperiments": false,
	"chat.disableAIFeatures": true,
	"telemetry.telemetryLevel": "off",
	"update.mode": "none",
	"extensions.autoUpdate": "off",
	"extensions.autoCheckUpdates": false,
	"extensions.ignoreRecommendations": true,
	"git.enabled": false,
	"files.autoSave": "off",
	"editor.inlayHints.enabled": "on",
	"editor.minimap.enabled": false,
	"editor.lightbulb.enabled": "on",
	"editor.hover.delay": 100,
};

export interface ServerOptions {
	readonly edition?: Edition;
	/** What is installed; by default the package that `npm run package` made. */
	readonly vsix?: string;
	/** Packages of other extensions. */
	readonly others?: readonly string[];
	/** Whether folders must be trusted before all of VS Code works in them. */
	readonly trust?: boolean;
	readonly settings?: Readonly<Record<string, unknown>>;
}

/** A code-server of its own: no state is shared with the user's, or with another one. */
export interface CodeServer {
	readonly folder: string;
	readonly port: number;
	/** A new workspace with copies of fixtures. */
	workspace(...names: readonly string[]): string;
	stop(): Promise<void>;
}

export const packagedExtension = (): string => {
	const path = join(ROOT, `${name}-${version}.vsix`);
	if (!existsSync(path)) throw new Error(`there is no ${path}: npm run package`);
	return path;
};

export async function startCodeServer(options: ServerOptions = {}): Promise<CodeServer> {
	const { edition = NEWEST, vsix = packagedExtension(), trust = false, settings = {}, others = [] } = options;
	const folder = mkdtempSync(join(tmpdir(), "keraspec-e2e-"));
	for (const name of ["home", "extensions", "user/User"]) mkdirSync(join(folder, name), { recursive: true });
	writeFileSync(join(folder, "user/User/settings.json"), JSON.stringify({ ...USER_SETTINGS, ...settings }));
	const port = await freePort();
	const env = { ...process.env, HOME: join(folder, "home"), EXTENSIONS_GALLERY: '{"serviceUrl":""}' };
	const places = ["--user-data-dir", join(folder, "user"), "--extensions-dir", join(folder, "extensions")];
	const installed = [vsix, ...others].flatMap((each) => ["--install-extension", each]);
	const install = spawnSync(nodeOf(edition), [entryOf(edition), ...places, ...installed], {
		env,
		encoding: "utf8",
	});
	if (install.status !== 0) throw new Error(`the extension cannot be installed: ${install.stdout}${install.stderr}`);
	const process_ = spawn(nodeOf(edition), [entryOf(edition), ...places, ...flags(port, trust, edition)], {
		env,
		detached: true,
		stdio: ["ignore", openSync(join(folder, "server.log"), "a"), openSync(join(folder, "server.log"), "a")],
	});
	await poll("code-server answers", () => answers(port));
	let workspaces = 0;
	return {
		folder,
		port,
		workspace(...names) {
			const target = join(folder, `workspace-${++workspaces}`);
			mkdirSync(target);
			for (const name of names) cpSync(join(FIXTURES, name), join(target, name), { recursive: true });
			return target;
		},
		stop: () => stop(process_),
	};
}

const flags = (port: number, trust: boolean, edition: Edition): readonly string[] => [
	...["--auth", "none", "--bind-addr", `127.0.0.1:${port}`],
	...["--disable-telemetry", "--disable-update-check", "--disable-getting-started-override", "--ignore-last-opened"],
	...(trust ? [] : ["--disable-workspace-trust"]),
	// Else the extension host of a page that was closed lives on for minutes, and a suite cannot report its end.
	...(edition === NEWEST ? ["--reconnection-grace-time", "5", "--vscode-option", "enable-smoke-test-driver"] : []),
];

const answers = (port: number): Promise<boolean> =>
	fetch(`http://127.0.0.1:${port}/healthz`).then(
		({ ok }) => ok,
		() => false,
	);

function freePort(): Promise<number> {
	return new Promise((resolve, reject) => {
		const server = createServer();
		server.once("error", reject);
		server.listen(0, "127.0.0.1", () => {
			const address = server.address();
			server.close(() =>
				address && typeof address === "object" ? resolve(address.port) : reject(new Error("no port")),
			);
		});
	});
}

/** Ends the group that the server leads: its extension hosts and their language servers, too. */
async function stop({ pid, exitCode }: ChildProcess): Promise<void> {
	if (pid === undefined || exitCode !== null) return;
	const signal = (name: NodeJS.Signals | 0): boolean => {
		try {
			return process.kill(-pid, name);
		} catch {
			return false;
		}
	};
	signal("SIGTERM");
	await poll("code-server ends", () => !signal(0), 5_000).catch(() => signal("SIGKILL"));
}

export const removeServerFolder = ({ folder }: CodeServer): void => rmSync(folder, { recursive: true, force: true });
