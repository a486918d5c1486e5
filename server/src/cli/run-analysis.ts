import { analyse } from "../ide/analyse";
import type { Analysis } from "../ide/analysis";
import { JSON_VERSION, type JsonFile, jsonOfAnalysis } from "../ide/json";
import { type Locate, locateIn } from "../ide/locate";
import { readSource, type SourceText } from "../ide/source-text";
import { specNotes } from "../ide/spec-notes";
import type { ReadProject } from "../project/configuration/project-settings";
import { nodeKerasConfiguration } from "../project/node-keras-configuration";
import type { Options } from "./arguments";
import { safeText } from "./display-text";
import { drawFindings, placeText, tally } from "./draw-findings";
import { drawSpecs } from "./draw-specs";
import { drawStatistics } from "./draw-statistics";
import { openProject, type Setups, shownPath } from "./open-project";
import type { Paint } from "./paint";
import { type Input, readInputs } from "./read-input";

/** What a command writes to, and how. */
export interface Terminal {
	readonly paint: Paint;
	/** Colours of the messages about the run itself. */
	readonly errorPaint: Paint;
	out(text: string): void;
	error(text: string): void;
}

export const EXIT = { clean: 0, findings: 1, unusable: 2, internal: 101 } as const;

export interface Analysed {
	readonly source: SourceText;
	readonly analysis: Analysis;
}

/** Counts what kept a run from being clean, over all files. */
export interface Outcome {
	code: number;
}

export const worsen = (outcome: Outcome, code: number): void => {
	outcome.code = Math.max(outcome.code, code);
};

/** `check` and `specs`. Every readable file is analysed, whatever the others are. */
export function runAnalysis(
	name: "check" | "specs",
	paths: readonly string[],
	options: Options,
	terminal: Terminal,
): number {
	const outcome: Outcome = { code: EXIT.clean };
	const setups = openProject(options);
	const files: JsonFile[] = [];
	const drawn: string[] = [];
	for (const input of readInputs(paths, true)) {
		const analysed = analyseInput(input, setups, terminal, outcome);
		if (!analysed) continue;
		const { source, analysis } = analysed;
		const locate = source.locate(analysis.file);
		const file = jsonOfAnalysis(analysis, {
			values: name === "specs",
			statistics: options.statistics,
			locate,
			locateElsewhere: locateOthers(analysis),
		});
		files.push(file);
		if (file.syntax_errors || file.findings.some(isSerious)) worsen(outcome, EXIT.findings);
		if (options.format === "json") continue;
		reportSyntaxErrors(analysis, locate, terminal);
		reportExhaustion(analysis, terminal);
		if (file.statistics) drawn.push(drawStatistics(file.path, file.statistics, terminal.paint));
		if (name === "specs") drawn.push(drawSpecs(source, file, specNotes(analysis), locate, terminal.paint));
		else drawn.push(...drawFindings(file, source, terminal.paint));
	}
	if (options.format === "json") terminal.out(`${JSON.stringify({ version: JSON_VERSION, files }, null, 2)}\n`);
	else if (files.length > 0) terminal.out(`${[...drawn, tally(files)].join("\n\n")}\n`);
	return outcome.code;
}

/** Places in the files that a program imported. */
const locateOthers =
	({ others }: Analysis) =>
	(path: string): Locate | undefined => {
		const other = others.get(path);
		return other && locateIn(other.file);
	};

const isSerious = ({ severity }: { severity: string }): boolean => severity === "error" || severity === "warning";

/** Reads and analyses one input; says on the terminal why there is no analysis. */
export function analyseInput(input: Input, setups: Setups, terminal: Terminal, outcome: Outcome): Analysed | undefined {
	const { path } = input;
	if ("unreadable" in input) return refuse(path, input.unreadable, terminal, outcome);
	const source = readSource(path, input.text);
	if (!source) return refuse(path, "it is not a Jupyter notebook", terminal, outcome);
	try {
		const setup = setups.of(path);
		for (const project of setups.newMistakes()) reportMistakes(project, terminal, outcome);
		const analysis = analyse(path, source.text, {
			...setup,
			configuration: nodeKerasConfiguration(),
			parse: source.parse,
		});
		// A fault of ours costs a statement, not the file: what is known is still shown.
		for (const crash of analysis.crashes) {
			reportInternal(new Error(crash.split("\n", 1)[0]), path, terminal);
			worsen(outcome, EXIT.internal);
		}
		return { source, analysis };
	} catch (error) {
		reportInternal(error, path, terminal);
		worsen(outcome, EXIT.internal);
		return undefined;
	}
}

function refuse(path: string, why: string, terminal: Terminal, outcome: Outcome): undefined {
	terminal.error(`${terminal.errorPaint.red("error")}: ${safeText(path)}: ${why}\n`);
	worsen(outcome, EXIT.unusable);
}

/** Mistakes in a `[tool.keraspec]`. What is right in it holds. */
function reportMistakes({ path, text, problems }: ReadProject, terminal: Terminal, outcome: Outcome): void {
	for (const { start, message } of problems) {
		const lines = text.slice(0, start).split("\n");
		const place = `${safeText(shownPath(path))}:${lines.length}:${(lines.at(-1)?.length ?? 0) + 1}`;
		terminal.error(`${place}: ${terminal.errorPaint.red("error")}: ${safeText(message)}\n`);
	}
	worsen(outcome, EXIT.unusable);
}

/** Why some specs and findings are missing. */
export function reportExhaustion({ path, exhausted }: Analysis, terminal: Terminal): void {
	if (!exhausted) return;
	const label = terminal.errorPaint.yellow("warning");
	terminal.error(`${label}: ${safeText(path)}: not followed to its end: ${safeText(exhausted.text)}\n`);
}

/** Our own mistakes. The stack is for those who mend them. */
export function reportInternal(error: unknown, path: string | undefined, terminal: Terminal): void {
	const message = error instanceof Error ? error.message : String(error);
	const where = path === undefined ? "" : ` while reading ${safeText(path)}`;
	terminal.error(`${terminal.errorPaint.red("internal error")}${where}: ${safeText(message)}\n`);
	if (process.env.KERASPEC_DEBUG && error instanceof Error) terminal.error(`${error.stack}\n`);
	else terminal.error("This is a bug of Keraspec, not of the program. KERASPEC_DEBUG=1 shows where.\n");
}

const MAX_SYNTAX_ERRORS = 5;

/** Python itself would refuse the file; what could be read of it is analysed all the same. */
export function reportSyntaxErrors({ path, file }: Analysis, locate: Locate, terminal: Terminal): void {
	const errors = file.problems;
	for (const { message, start, end } of errors.slice(0, MAX_SYNTAX_ERRORS)) {
		const place = placeText(path, locate(start, end));
		terminal.error(`${place}: ${terminal.errorPaint.red("syntax error")}: ${safeText(message)}\n`);
	}
	const more = errors.length - MAX_SYNTAX_ERRORS;
	if (more > 0) terminal.error(`${safeText(path)}: ${more} more syntax errors\n`);
}
