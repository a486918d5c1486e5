import type { Snapshot } from "../domain";
import type { Call } from "../syntax/ast";
import type { Analysis } from "./analysis";
import type { SyntaxNode } from "./nodes";
import { placesOf } from "./places";
import { printSnapshot } from "./print";

export interface CallHints {
	/** Must see all nodes of the file, parents first. */
	visit(node: SyntaxNode): void;
	/** The calls that get a hint. */
	shown(): readonly Call[];
}

/** Nothing but closing brackets, a comma or a comment follows on the line. */
const REST_OF_LINE = /[ \t,)\]}]*(?:#[^\r\n]*)?(?=[\r\n]|$)/y;

/**
 * Calls of layers that change the spec and whose result no variable shows: those that end their line, where a hint does
 * not come between code and code, and of those that end one line the outermost.
 */
export function createCallHints(analysis: Analysis): CallHints {
	const { text } = analysis.file;
	const places = placesOf(analysis);
	const byLine = new Map<number, Call>();
	/** Starts of lines on which a variable's hint tells what the line makes. */
	const assigned = new Set<number>();
	/** Calls whose result goes into a variable. */
	const named = new Set<SyntaxNode>();
	const lineOf = (offset: number): number => text.lastIndexOf("\n", offset - 1) + 1;

	function endsLine(call: Call): boolean {
		REST_OF_LINE.lastIndex = call.end;
		return REST_OF_LINE.test(text);
	}

	function isLayerCall({ func }: Call): boolean {
		const kind = places.observation(func)?.seen.at(-1)?.kind;
		return kind === "Layer" || kind === "Model";
	}

	/** Whether what comes out looks other than what goes in, as far as that is known. */
	function changesSpec(call: Call): boolean {
		const seen = places.observation(call)?.seen ?? [];
		const input = call.args[0] ?? call.keywords[0]?.value;
		const given = (input && places.observation(input)?.seen) ?? [];
		const isKnown = seen.length > 0 && seen.every(({ items, spec }) => items ?? (spec && spec.shape.kind !== "top"));
		return isKnown && printAll(seen) !== printAll(given);
	}

	const printAll = (seen: readonly Snapshot[]): string => [...new Set(seen.map((each) => printSnapshot(each)))].join();

	return {
		visit(node) {
			if (node.type === "Assign" || node.type === "AnnAssign" || node.type === "AugAssign") {
				assigned.add(lineOf(node.start));
				if (node.value) named.add(node.value);
			}
			if (node.type === "NamedExpr") named.add(node.value);
			if (node.type !== "Call" || named.has(node) || !isLayerCall(node) || !endsLine(node)) return;
			const line = lineOf(node.end);
			// Parents come first: the one that is there is around this one.
			if (!byLine.has(line)) byLine.set(line, node);
		},
		shown: () => [...byLine].flatMap(([line, call]) => (assigned.has(line) || !changesSpec(call) ? [] : [call])),
	};
}
