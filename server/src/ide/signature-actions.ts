import type { SnapshotDetail, TypeSpecValue } from "../domain";
import type { Edit } from "../rules/rule";
import { printTensorSpec, signatureEdit } from "../rules/write-signature";
import type { Stmt } from "../syntax/ast";
import type { Analysis } from "./analysis";
import { type Action, rewrite } from "./code-actions";
import { importNames } from "./import-names";
import { nodesAt, walk } from "./nodes";
import { placesOf } from "./places";

/** Rewritings that nothing is wrong without: a signature for a `tf.function`, a serving function for a model. */
export function signatureActions(analysis: Analysis, start: number, end: number): readonly Action[] {
	return [...functionSignatures(analysis, start, end), ...servingFunction(analysis, start)];
}

function functionSignatures(analysis: Analysis, start: number, end: number): readonly Action[] {
	return analysis.tracedFunctions.flatMap(({ origin, name, signature, specs }) => {
		const reach = Math.max(origin.end, headEnd(analysis, origin.start));
		if (signature || !specs || specs.length === 0 || origin.start - 1 > end || start > reach) return [];
		const edit = signatureEdit(analysis.file.text.slice(origin.start, origin.end), origin.start, specs);
		return edit ? [rewrite(`Write the input_signature that fits the calls of ${name}`, [edit])] : [];
	});
}

/** Where the head of the function ends that a decorator stands before. */
function headEnd(analysis: Analysis, decorator: number): number {
	let found = 0;
	walk(analysis.file.module, (node) => {
		const isHead = node.type === "FunctionDef" && node.decoratorList.some((each) => each.start === decorator);
		if (isHead) found = (node.body[0]?.start ?? node.end) - 1;
	});
	return found;
}

// -------------------------------------------------------------------- serving

/** At `model = …`: a function that serves the model, with the specs of its inputs. */
function servingFunction(analysis: Analysis, offset: number): readonly Action[] {
	const around = nodesAt(analysis.file.module, offset);
	const assignment = around.findLast((node) => node.type === "Assign") as Stmt | undefined;
	const body = around.findLast((node) => node.type === "ClassDef" || node.type === "FunctionDef");
	const target = assignment?.type === "Assign" && assignment.targets.length === 1 ? assignment.targets[0] : undefined;
	// A function in a class would be a method.
	if (!assignment || target?.type !== "Name" || body?.type === "ClassDef") return [];
	const last = placesOf(analysis).observation(target)?.seen.at(-1);
	const { text } = analysis.file;
	const module = /^import tensorflow as (\w+)/m.exec(text)?.[1] ?? "tf";
	const lineStart = text.lastIndexOf("\n", assignment.start - 1) + 1;
	const indent = text.slice(lineStart, assignment.start);
	const lineEnd = endOfLine(text, assignment.end);
	const rest = text.slice(assignment.end, lineEnd).trim();
	if (last?.kind !== "Model" || !last.detail || indent.trim() !== "" || !/^(?:#|$)/.test(rest)) return [];
	const code = servingCode(target.id, freeName(text), last.detail, module);
	if (!code) return [];
	const lines = code.map((line) => `${indent}${line}`).join("\n");
	const blank = indent === "" ? "\n\n\n" : "\n\n";
	const edit = { start: lineEnd, end: lineEnd, newText: `${blank}${lines}` };
	return [rewrite(`Write a serving function for ${target.id}`, [...importEdit(analysis, module), edit])];
}

function endOfLine(text: string, offset: number): number {
	const found = /\r?\n/.exec(text.slice(offset));
	return found ? offset + found.index : text.length;
}

/** Before the first import that may have others before it: what is said of the future and the docstring come first. */
function importEdit({ file }: Analysis, module: string): readonly Edit[] {
	if (importNames(file.module).get(module) === "tensorflow") return [];
	const first = file.module.body.find(
		(node) => node.type === "Import" || (node.type === "ImportFrom" && node.module !== "__future__"),
	);
	const at = first?.start ?? endOfHead(file);
	const text = `import tensorflow as ${module}\n`;
	return [{ start: at, end: at, newText: first || at === 0 ? text : `\n${text.trimEnd()}` }];
}

/** Behind the docstring and `from __future__ import …`. */
function endOfHead({ module, text }: Analysis["file"]): number {
	const isHead = (node: Stmt): boolean =>
		(node.type === "ImportFrom" && node.module === "__future__") ||
		(node.type === "Expr" && node.value.type === "Constant" && node.value.value.kind === "str");
	const body = module.body.findIndex((node) => !isHead(node));
	const last = module.body[(body < 0 ? module.body.length : body) - 1];
	return last ? endOfLine(text, last.end) : 0;
}

const freeName = (text: string): string => {
	const isTaken = (name: string): boolean => new RegExp(`\\b${name}\\b`).test(text);
	return ["serve", "serve_model", "serve_1", "serve_2"].find((name) => !isTaken(name)) ?? "serve_3";
};

function servingCode(
	model: string,
	name: string,
	detail: SnapshotDetail,
	module: string,
): readonly string[] | undefined {
	const { inputs = [], inputNames = [], inputKind } = detail;
	const parameters = parameterNames(inputNames, model);
	const specs = inputs.map((spec, index) => {
		const named: TypeSpecValue = { kind: "typespec", spec, derived: true, name: parameters[index] };
		return printTensorSpec(named, module);
	});
	if (inputs.length === 0 || inputs.length !== inputNames.length || specs.includes(undefined)) return undefined;
	const body =
		inputKind === "dict"
			? `{${inputNames.map((key, index) => `${JSON.stringify(key)}: ${parameters[index]}`).join(", ")}}`
			: inputKind === "list"
				? `[${parameters.join(", ")}]`
				: (parameters[0] ?? "");
	return [
		`@${module}.function(input_signature=[${specs.join(", ")}])`,
		`def ${name}(${parameters.join(", ")}):`,
		`    return ${model}(${body})`,
	];
}

/** The names of the inputs, as far as Python takes them. */
function parameterNames(names: readonly string[], model: string): readonly string[] {
	const taken = new Set([model, ...KEYWORDS]);
	return names.map((name, index) => {
		const clean = name.replace(/\W/g, "_");
		const isGood = /^[A-Za-z_]\w*$/.test(clean) && !taken.has(clean);
		const chosen = isGood ? clean : names.length === 1 ? "x" : `x_${index}`;
		taken.add(chosen);
		return chosen;
	});
}

const KEYWORDS =
	"and as assert async await break class continue def del elif else except False finally for from global if import in is lambda None nonlocal not or pass raise return True try while with yield".split(
		" ",
	);
