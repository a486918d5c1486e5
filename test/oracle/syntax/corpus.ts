/*
 * Parses whole libraries, compares every tree with CPython's, damages a sample of the files, and writes the table
 * test/golden/syntax/corpus.md. Not part of the tests: it needs the libraries.
 *
 *     npx tsx test/oracle/syntax/corpus.ts "Keras 3.15.1=<directory>" "standard library 3.11=<directory>" …
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { parsePython } from "../../../server/src/syntax/parse";
import { describe } from "../../syntax/describe";
import { applyEdit, type Kind, MUTATIONS, measureKept, seededRandom } from "../../syntax/mutants";
import { findLocalPython, loadNewestPython, type Python } from "./python.mjs";

interface SourceFile {
	/** Relative to the corpus. */
	readonly path: string;
	readonly text: string;
}

interface Corpus {
	readonly name: string;
	readonly files: readonly SourceFile[];
	readonly undecodable: number;
}

const SKIPPED = new Set(["site-packages", "__pycache__", "node_modules"]);
const CHUNK = 50;
const SAMPLE = 150;

function* pythonFiles(directory: string): Generator<string> {
	const entries = readdirSync(directory, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
	for (const entry of entries) {
		const path = join(directory, entry.name);
		if (entry.isDirectory() && !SKIPPED.has(entry.name)) yield* pythonFiles(path);
		else if (entry.isFile() && entry.name.endsWith(".py")) yield path;
	}
}

/** By the file's own declaration, as Python decodes it; `undefined` if that fails. */
function decode(data: Uint8Array): string | undefined {
	const head = new TextDecoder("latin1").decode(data.subarray(0, 400)).split(/\r?\n/).slice(0, 2).join("\n");
	const declared = /^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/m.exec(head)?.[1] ?? "utf-8";
	try {
		return new TextDecoder(declared, { fatal: true }).decode(data);
	} catch {
		return undefined;
	}
}

function readCorpus(argument: string): Corpus {
	const [name = "", directory = ""] = argument.split(/=(.*)/s);
	const read = [...pythonFiles(directory)].map((path) => ({
		path: relative(directory, path).split(sep).join("/"),
		text: decode(readFileSync(path)),
	}));
	const files = read.filter((file): file is SourceFile => file.text !== undefined);
	return { name, files, undecodable: read.length - files.length };
}

interface Comparison {
	accepted: number;
	withoutProblems: number;
	exactRanges: number;
	exactValues: number;
	refused: number;
	refusedToo: number;
	readonly exceptions: string[];
}

function withoutDetail(lines: readonly string[]): string {
	return lines
		.map((line) => line.split(" ", 3).join(" "))
		.sort()
		.join("\n");
}

function compareFile(
	file: SourceFile,
	answer: ReturnType<Python["describe"]>[number],
	shallow: boolean,
	to: Comparison,
) {
	const parsed = parsePython(file.text);
	if (answer.error !== undefined) {
		to.refused++;
		if (parsed.problems.length > 0) to.refusedToo++;
		else to.exceptions.push(`\`${file.path}\`: accepted, though CPython says ${answer.error}`);
		return;
	}
	to.accepted++;
	const [problem] = parsed.problems;
	if (problem) to.exceptions.push(`\`${file.path}\`: ${problem.message}`);
	else to.withoutProblems++;
	const lines = describe(parsed, shallow);
	if (lines.join("\n") === answer.lines.join("\n")) {
		to.exactRanges++;
		to.exactValues++;
		return;
	}
	const expected = new Set(answer.lines);
	const differing = lines.filter((line) => !expected.has(line));
	if (withoutDetail(lines) === withoutDetail(answer.lines)) {
		to.exactRanges++;
		const isNamed = differing.every((line) => line.includes("\\ufffd"));
		if (!isNamed) to.exceptions.push(`\`${file.path}\`: other value: ${differing[0]?.slice(0, 100)}`);
	} else to.exceptions.push(`\`${file.path}\`: ${differing.length} other nodes, first ${differing[0]?.slice(0, 60)}`);
}

function compareCorpus(corpus: Corpus, python: Python): Comparison {
	const shallow = Number(python.version.split(".")[1]) < 12;
	const result: Comparison = {
		accepted: 0,
		withoutProblems: 0,
		exactRanges: 0,
		exactValues: 0,
		refused: 0,
		refusedToo: 0,
		exceptions: [],
	};
	for (let i = 0; i < corpus.files.length; i += CHUNK) {
		const chunk = corpus.files.slice(i, i + CHUNK);
		const answers = python.describe(chunk.map((file) => file.text));
		for (const [index, file] of chunk.entries()) {
			const answer = answers[index];
			if (answer) compareFile(file, answer, shallow, result);
		}
	}
	return result;
}

type Shares = Record<Kind, number[]>;

function damage(corpus: Corpus, name: string): Shares {
	const shares: Shares = { calls: [], defs: [], statements: [] };
	const step = Math.max(1, Math.floor(corpus.files.length / SAMPLE));
	const sample = corpus.files.filter(
		(file, i) => i % step === 0 && file.text.length < 100_000 && file.text.includes("("),
	);
	for (const [index, { text }] of sample.entries()) {
		const { module, problems } = parsePython(text);
		if (problems.length > 0) continue;
		const subject = { text, module, random: seededRandom(index * 100 + name.charCodeAt(0) + name.charCodeAt(1) * 7) };
		const edit = MUTATIONS[name]?.(subject);
		if (!edit) continue;
		const kept = measureKept(subject, edit, parsePython(applyEdit(text, edit)).module);
		for (const kind of ["calls", "defs", "statements"] as const) {
			if (kept[kind].total > 0) shares[kind].push((100 * kept[kind].kept) / kept[kind].total);
		}
	}
	return shares;
}

function mean(values: readonly number[]): number {
	return values.reduce((sum, value) => sum + value, 0) / values.length;
}

const EDITS: Readonly<Record<string, string>> = {
	M1: "a token deleted",
	M2: "a call cut after `(`",
	M3: "new line `x = keras.layers.Dense(`",
	M4: "new line `x = keras.`",
	M5: 'new line `model.add(Dense(10, activation="re`',
	M6: "other half lines",
	M7: 'new line `d = {"a": [1,`',
	M8: 'new line `"""`',
	H1: "half a line inside a call of several lines",
	H2: "`)` of such a call deleted",
	H3: "5 to 40 characters deleted",
	H4: "stray `))`",
	H5: "a line deleted",
	H6: "a punctuation mark inserted",
	H7: "closed but incomplete, `Dense(units=)`",
};

function toleranceTable(corpora: readonly Corpus[]): string[] {
	const rows: string[] = [];
	const means = new Map<string, number[][]>();
	for (const [name, meaning] of Object.entries(EDITS)) {
		const cells = corpora.map((corpus) => {
			const shares = damage(corpus, name);
			return [mean(shares.calls), mean(shares.defs), mean(shares.statements)];
		});
		means.set(name, cells);
		rows.push(`| ${name} ${meaning} | ${cells.map(formatShares).join(" | ")} |`);
	}
	for (const prefix of ["M", "H"]) {
		const names = [...means.keys()].filter((name) => name.startsWith(prefix) && name !== "M8");
		const cells = corpora.map((_, column) =>
			[0, 1, 2].map((kind) => mean(names.map((name) => means.get(name)?.[column]?.[kind] ?? 0))),
		);
		rows.push(`| **mean ${prefix}1–${prefix}7** | ${cells.map(formatShares).join(" | ")} |`);
	}
	return rows;
}

function formatShares(shares: readonly number[]): string {
	return shares.map((share) => share.toFixed(1)).join(" / ");
}

function comparisonRow(corpus: Corpus, python: Python, result: Comparison): string {
	const { accepted, withoutProblems, exactRanges, exactValues, refused, refusedToo } = result;
	return `| ${corpus.name} | ${python.version} | ${accepted} | ${withoutProblems} | ${exactRanges} | ${exactValues} | ${refused} | ${refusedToo} | ${corpus.undecodable} |`;
}

async function main(): Promise<void> {
	const corpora = process.argv.slice(2).map(readCorpus);
	const local = findLocalPython("3.11");
	const pythons = [...(local ? [local] : []), await loadNewestPython()];
	const rows: string[] = [];
	const exceptions: string[] = [];
	for (const corpus of corpora) {
		for (const python of pythons) {
			const result = compareCorpus(corpus, python);
			rows.push(comparisonRow(corpus, python, result));
			exceptions.push(...result.exceptions.map((text) => `- ${corpus.name}, ${python.version}: ${text}`));
			console.log(rows[rows.length - 1]);
		}
	}
	const text = `${[
		"# The parser on whole libraries",
		"",
		"Written by `test/oracle/syntax/corpus.ts`. A tree is exact when the multiset of (type, start, end) of all its",
		"nodes is CPython's; its values are exact when names, numbers, strings and operators are too. Inside f-strings",
		"only CPython 3.12 and later can be compared. `\\N{…}` is the one value that is known not to be exact: files that",
		"differ in nothing else are not listed as exceptions.",
		"",
		"| corpus | CPython | files it accepts | of these without problems | exact trees | exact values | files it refuses | of these with problems | files that do not decode |",
		"|---|---|---|---|---|---|---|---|---|",
		...rows,
		"",
		"## Exceptions",
		"",
		...(exceptions.length > 0 ? exceptions : ["None."]),
		"",
		"## Damaged files",
		"",
		"Mean share (%) of calls / definitions / statements outside the damaged statement that keep type and range; a",
		`statement around the damage counts where it starts. One mutant for each of about ${SAMPLE} files, evenly taken from`,
		"those below 100,000 characters.",
		"",
		`| edit | ${corpora.map((corpus) => corpus.name).join(" | ")} |`,
		`|---|${corpora.map(() => "---").join("|")}|`,
		...toleranceTable(corpora),
	].join("\n")}\n`;
	writeFileSync(new URL("../../golden/syntax/corpus.md", `file://${__filename}`), text);
	console.log(text);
}

void main();
