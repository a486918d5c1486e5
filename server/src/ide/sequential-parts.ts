import type { ModelSummary } from "../domain";
import type { Call, Expr, Stmt } from "../syntax/ast";
import type { Analysis } from "./analysis";
import { type SyntaxNode, walk } from "./nodes";

/** Where a Sequential is written, and its first layer. */
export interface WrittenSequential {
	readonly call: Call;
	/** The objects that this call has made. */
	readonly models: readonly ModelSummary[];
	readonly first: Call;
	/** The `model.add(first)` that is a line of its own; absent for an item of the list. */
	readonly addition: Stmt | undefined;
	/** The statement before which a line with the first layer can stand; absent for a list. */
	readonly before: Stmt | undefined;
}

/** The Sequentials of the file whose first layer is written where it is given. */
export function writtenSequentials(analysis: Analysis): readonly WrittenSequential[] {
	const byPlace = new Map<string, ModelSummary[]>();
	for (const model of analysis.models) {
		if (model.kind !== "Sequential" || model.origin.path !== analysis.path) continue;
		const key = `${model.origin.start}:${model.origin.end}`;
		byPlace.set(key, [...(byPlace.get(key) ?? []), model]);
	}
	const found: WrittenSequential[] = [];
	if (byPlace.size === 0) return found;
	const bodies: (readonly Stmt[])[] = [];
	const calls: Call[] = [];
	walk(analysis.file.module, (node) => {
		if (node.type === "Call" && byPlace.has(`${node.start}:${node.end}`)) calls.push(node);
		bodies.push(...bodiesOf(node));
	});
	for (const call of calls) {
		const models = byPlace.get(`${call.start}:${call.end}`) ?? [];
		const written = hasLayers(call) ? fromList(call) : fromAdditions(call, bodies);
		if (written) found.push({ ...written, call, models });
	}
	return found;
}

const bodiesOf = (node: SyntaxNode): readonly (readonly Stmt[])[] =>
	["body", "orelse", "finalbody"].flatMap((key) => {
		const body: unknown = (node as unknown as Readonly<Record<string, unknown>>)[key];
		return Array.isArray(body) ? [body as readonly Stmt[]] : [];
	});

type Found = Pick<WrittenSequential, "first" | "addition" | "before">;

const layersOf = (call: Call): Expr | undefined =>
	call.args[0] ?? call.keywords.find(({ arg }) => arg === "layers")?.value;

function hasLayers(call: Call): boolean {
	const layers = layersOf(call);
	return layers !== undefined && !(layers.type === "List" && layers.elts.length === 0);
}

function fromList(call: Call): Found | undefined {
	const layers = layersOf(call);
	const first = layers?.type === "List" ? layers.elts[0] : undefined;
	return first?.type === "Call" ? { first, addition: undefined, before: undefined } : undefined;
}

/** `model = Sequential()`, and the first `model.add(…)` after it in the same body. */
function fromAdditions(call: Call, bodies: readonly (readonly Stmt[])[]): Found | undefined {
	for (const body of bodies) {
		const at = body.findIndex((statement) => statement.type === "Assign" && statement.value === call);
		const assignment = body[at];
		if (assignment?.type !== "Assign") continue;
		const [target] = assignment.targets;
		if (assignment.targets.length !== 1 || target?.type !== "Name") return undefined;
		const before = body.slice(at + 1).find((statement) => mentions(statement, target.id));
		const first = before && addedLayer(before, target.id);
		return first ? { first, addition: before, before } : undefined;
	}
	return undefined;
}

function mentions(statement: Stmt, name: string): boolean {
	let found = false;
	walk(statement, (node) => {
		if (node.type === "Name" && node.id === name) found = true;
	});
	return found;
}

function addedLayer(statement: Stmt, name: string): Call | undefined {
	const call = statement.type === "Expr" && statement.value.type === "Call" ? statement.value : undefined;
	const { func } = call ?? {};
	const isAddition = func?.type === "Attribute" && func.attr === "add" && func.value.type === "Name";
	const layer = call?.args[0];
	return isAddition && func.value.type === "Name" && func.value.id === name && layer?.type === "Call"
		? layer
		: undefined;
}
