import { name, version } from "../../../package.json";
import { SETTINGS, type SettingOrigin } from "../../../shared/settings";
import { DEBUG_INFORMATION_REQUEST, type WorldParams } from "../../../shared/world-status";
import type { Server } from "./context";
import { isPython } from "./documents";
import { pullsDiagnostics } from "./session";
import type { DocumentSettings } from "./surroundings";
import { reasonOf } from "./world";

/** `keraspec/debugInformation`: what a report of a bug needs, without text, names or paths of the user's programs. */
export function registerDebugInformation(server: Server): void {
	server.connection.onRequest(DEBUG_INFORMATION_REQUEST, async ({ uri }: WorldParams): Promise<string> => {
		const settings = await server.configuration.of(uri);
		return [machineText(server), worldText(settings, uri, server), settingsText(settings), documentsText(server)].join(
			"\n",
		);
	});
}

function machineText({ session, surroundings }: Server): string {
	const isNode = typeof process !== "undefined" && process.versions?.node !== undefined;
	const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;
	const memory = isNode ? process.memoryUsage() : undefined;
	return [
		"## Server",
		"",
		`- ${name} ${version}`,
		`- platform: ${isNode ? `Node ${process.versions.node}, ${process.platform} ${process.arch}` : "web worker"}`,
		...(memory ? [`- memory: ${megabytes(memory.rss)}, of which heap ${megabytes(memory.heapUsed)}`] : []),
		...(isNode ? [`- up for ${Math.round(process.uptime())} s`] : []),
		`- diagnostics are ${pullsDiagnostics(session) ? "pulled" : "pushed"}`,
		`- folders: ${surroundings.folders().length}, pyproject.toml in use: ${surroundings.projects().length}`,
		"",
	].join("\n");
}

function worldText({ versions }: DocumentSettings, uri: string, { surroundings }: Server): string {
	const { keras, tensorflow } = versions;
	const reason = reasonOf(versions, uri, surroundings.folders());
	return `## Versions of the active document\n\n- Keras ${keras}, TensorFlow ${tensorflow}: ${reason}\n`;
}

const ORIGINS: Readonly<Record<SettingOrigin["kind"], string>> = {
	default: "default",
	settings: "editor",
	flag: "flag",
	pyproject: "pyproject.toml",
};

function settingsText(settings: DocumentSettings): string {
	const valueAt = (key: string): unknown =>
		key
			.split(".")
			.reduce<unknown>((at, part) => (at as Readonly<Record<string, unknown>> | undefined)?.[part], settings);
	const rows = SETTINGS.filter(({ key }) => key !== "trace.server").flatMap(({ key }) => {
		if (key !== "rules") return [row(key, valueAt(key), settings.origins[key])];
		return Object.entries(settings.rules).map(([code, level]) =>
			row(`rules.${code}`, level, settings.origins[`rules.${code}`]),
		);
	});
	return `## Its settings\n\n| setting | value | from |\n|---|---|---|\n${rows.join("\n")}\n`;
}

const row = (key: string, value: unknown, origin: SettingOrigin = { kind: "default" }): string =>
	`| ${key} | \`${JSON.stringify(value).replaceAll("|", "\\|")}\` | ${ORIGINS[origin.kind]} |`;

function documentsText({ documents, analyses }: Server): string {
	const rows = documents
		.all()
		.filter(isPython)
		.map((document, index) => {
			const current = analyses.latest(document.uri);
			if (!current) return `| ${index + 1} | ${document.lineCount} | not analysed | | | |`;
			const { steps, findings, dependencies, crashes, exhausted } = current.analysis;
			const ending = crashes.length > 0 ? `${crashes.length} crashes` : exhausted ? "budget exhausted" : "complete";
			const time = `${Math.round(current.milliseconds)} ms`;
			return `| ${index + 1} | ${document.lineCount} | ${time}, ${ending} | ${steps} | ${findings.length} | ${dependencies.size} |`;
		});
	const head = "| | lines | last analysis | steps | findings | paths asked for |\n|---|---|---|---|---|---|";
	return `## Open Python documents\n\n${head}\n${rows.join("\n")}\n`;
}
