// `npm run generate`: writes everything that is generated; with `-- --check`, only compares, and fails when it is stale.
import { spawnSync } from "node:child_process";

const options = process.argv.slice(2);
const GENERATORS = [
	[process.execPath, "server/tools/generate-indexes.mjs"],
	[process.execPath, "server/tools/generate-versions.mjs"],
	[process.execPath, "--import", "tsx", "server/tools/generate-manifest.ts"],
	[process.execPath, "--import", "tsx", "server/tools/generate-settings.ts"],
	[process.execPath, "--import", "tsx", "server/tools/generate-rules.ts"],
	[process.execPath, "--import", "tsx", "server/tools/generate-layers.ts"],
	[process.execPath, "server/tools/generate-notices.mjs"],
];

for (const [command, ...rest] of GENERATORS) {
	const { status } = spawnSync(command, [...rest, ...options], { stdio: "inherit" });
	if (status !== 0) process.exitCode = status ?? 1;
}
