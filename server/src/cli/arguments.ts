import { parseArgs } from "node:util";
import type { RuleLevel } from "../../../shared/settings";
import { RULE_CODES } from "../ide/rule-levels";
import { isLevel, problemOfCode, problemOfLevel } from "../project/configuration/setting-values";
import type { SpecPolicy } from "../rules/rule";

export type OutputFormat = "text" | "json";
export type GraphFormat = "svg" | "dot" | "mermaid" | "json";

export interface Options {
	readonly format: OutputFormat;
	readonly keras: string | undefined;
	readonly tensorflow: string | undefined;
	readonly specPolicy: SpecPolicy | undefined;
	/** Levels of rules by their codes. */
	readonly rules: Readonly<Record<string, RuleLevel>>;
	/** Dotted names of installed packages whose text is followed. */
	readonly follow: readonly string[];
	/** Folders in which those are installed. */
	readonly packageRoots: readonly string[];
	/** Whether to tell how each file was followed. */
	readonly statistics: boolean;
	/** For `summary`: adds the memory of activations. */
	readonly batchSize: number | undefined;
}

export type Command =
	| { readonly name: "check" | "specs" | "summary"; readonly paths: readonly string[]; readonly options: Options }
	| {
			readonly name: "graph";
			readonly paths: readonly string[];
			readonly options: Options;
			readonly graph: GraphOptions;
	  }
	| { readonly name: "explain"; readonly code: string | undefined }
	| { readonly name: "server" }
	| { readonly name: "help"; readonly topic: string | undefined }
	| { readonly name: "version" };

export interface GraphOptions {
	readonly format: GraphFormat;
	/** The name of one model; without it, what the format can hold. */
	readonly model: string | undefined;
}

/** What was typed is not a command. The message is one sentence. */
export class UsageError extends Error {}

const FORMATS: readonly OutputFormat[] = ["text", "json"];
const POLICIES: readonly SpecPolicy[] = ["tensorflow", "fully-defined"];
const GRAPH_FORMATS: readonly GraphFormat[] = ["svg", "dot", "mermaid", "json"];
const COMMANDS = ["check", "specs", "summary", "graph", "explain", "server", "help"] as const;

const OPTIONS = {
	help: { type: "boolean", short: "h" },
	version: { type: "boolean", short: "V" },
	stdio: { type: "boolean" },
	"output-format": { type: "string" },
	keras: { type: "string" },
	tensorflow: { type: "string" },
	"spec-policy": { type: "string" },
	rule: { type: "string", multiple: true },
	follow: { type: "string", multiple: true },
	"package-root": { type: "string", multiple: true },
	statistics: { type: "boolean" },
	"batch-size": { type: "string" },
	format: { type: "string" },
	model: { type: "string" },
} as const;

/** Reads the command line; throws a `UsageError`. */
export function readCommand(argv: readonly string[]): Command {
	const { values, positionals } = parse(argv);
	const [name, ...paths] = positionals;
	if (values.version && name === undefined) return { name: "version" };
	if (values.help || name === "help") return { name: "help", topic: name === "help" ? paths[0] : name };
	if (name === undefined) throw new UsageError(`no command: one of ${COMMANDS.slice(0, -1).join(", ")} is needed`);
	if (name === "server") return readServer(values.stdio, paths);
	if (name === "explain") return readExplain(values, paths);
	if (name !== "check" && name !== "specs" && name !== "summary" && name !== "graph")
		throw new UsageError(unknownCommand(name));
	if (values.stdio) throw new UsageError("--stdio belongs to the command server");
	if (paths.length === 0) throw new UsageError(`${name} needs a file${name === "check" ? " or folder" : ""} to read`);
	if ((name === "summary" || name === "graph") && paths.length > 1)
		throw new UsageError(`${name} reads one file at a time`);
	if (name !== "summary" && values["batch-size"] !== undefined)
		throw new UsageError("--batch-size belongs to the command summary");
	if (name !== "graph" && (values.format !== undefined || values.model !== undefined))
		throw new UsageError("--format and --model belong to the command graph");
	if (name === "graph" && values["output-format"] !== undefined)
		throw new UsageError(`graph takes --format ${GRAPH_FORMATS.join("|")}, not --output-format`);
	if (paths.filter((path) => path === "-").length > 1) throw new UsageError("standard input can be read only once");
	const options: Options = {
		format: oneOf("output-format", values["output-format"], FORMATS, "text"),
		keras: readVersion("keras", values.keras),
		tensorflow: readVersion("tensorflow", values.tensorflow),
		specPolicy: oneOf("spec-policy", values["spec-policy"], POLICIES, undefined),
		rules: Object.fromEntries((values.rule ?? []).map(readRule)),
		follow: (values.follow ?? []).map(readDottedName),
		packageRoots: values["package-root"] ?? [],
		statistics: values.statistics === true,
		batchSize: readBatchSize(values["batch-size"]),
	};
	if (name !== "graph") return { name, paths, options };
	const format = oneOf("format", values.format, GRAPH_FORMATS, "svg");
	return { name, paths, options, graph: { format, model: values.model } };
}

function readBatchSize(value: string | undefined): number | undefined {
	if (value === undefined) return undefined;
	if (/^[1-9]\d{0,8}$/.test(value)) return Number(value);
	throw new UsageError(`--batch-size takes a whole number from 1 on, not ${JSON.stringify(value)}`);
}

function parse(argv: readonly string[]) {
	try {
		return parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true });
	} catch (error) {
		const message = error instanceof Error ? error.message : String(error);
		throw new UsageError(message.split(". ")[0] ?? message);
	}
}

function readServer(stdio: boolean | undefined, paths: readonly string[]): Command {
	if (!stdio) throw new UsageError("the server speaks over standard input and output only: server --stdio");
	if (paths.length > 0) throw new UsageError("server takes no files");
	return { name: "server" };
}

function readExplain(values: object, [code, ...more]: readonly string[]): Command {
	const [option] = Object.keys(values);
	if (option) throw new UsageError(`--${option} does not belong to the command explain`);
	if (more.length > 0) throw new UsageError("explain takes one rule at a time");
	const problem = code === undefined ? undefined : problemOfCode(code, RULE_CODES);
	if (problem) throw new UsageError(problem);
	return { name: "explain", code };
}

function unknownCommand(name: string): string {
	const near = COMMANDS.find((command) => command.startsWith(name) || name.startsWith(command));
	const looksLikeFile = /[./\\]/.test(name);
	const hint = near ? ` Did you mean ${near}?` : looksLikeFile ? ` Did you mean check ${name}?` : "";
	return `there is no command ${JSON.stringify(name)}.${hint}`;
}

function oneOf<T extends string, U extends T | undefined>(
	option: string,
	value: string | undefined,
	all: readonly T[],
	otherwise: U,
): T | U {
	if (value === undefined) return otherwise;
	const found = all.find((each) => each === value);
	if (found === undefined)
		throw new UsageError(`--${option} is one of ${all.join(", ")}, not ${JSON.stringify(value)}`);
	return found;
}

function readVersion(option: "keras" | "tensorflow", value: string | undefined): string | undefined {
	if (value === undefined) return undefined;
	const majors = option === "keras" ? ["2", "3"] : ["2"];
	const match = /^(\d+)(?:\.\d+){0,2}(?:[.-]?[a-z]+\d*)?$/.exec(value);
	if (!match)
		throw new UsageError(`--${option} takes a version such as ${EXAMPLES[option]}, not ${JSON.stringify(value)}`);
	if (!majors.includes(match[1] ?? "")) {
		throw new UsageError(`--${option} ${value} is not supported: the major version is ${majors.join(" or ")}`);
	}
	return value;
}

function readRule(value: string): readonly [string, RuleLevel] {
	const [code = "", level] = value.split("=", 2);
	const problem = problemOfCode(code, RULE_CODES);
	if (problem) throw new UsageError(`--rule: ${problem}`);
	if (!isLevel(level)) throw new UsageError(`--rule ${code}: the level ${problemOfLevel(level)}`);
	return [code, level];
}

function readDottedName(value: string): string {
	if (/^[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*$/u.test(value)) return value;
	throw new UsageError(`--follow takes the dotted name of a package such as keras_hub, not ${JSON.stringify(value)}`);
}

const EXAMPLES = { keras: "2.15.0 or 3.15.1", tensorflow: "2.15.0 or 2.21.0" };
