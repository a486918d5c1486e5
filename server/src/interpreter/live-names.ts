/** Whether running the nodes, in order, may read a name before they certainly assign it. */
export function readsFirst(nodes: readonly unknown[], name: string): boolean {
	for (const node of nodes) {
		const found = use(node, name);
		if (found === "reads") return true;
		if (found === "assigns") return false;
	}
	return false;
}

interface Ranged {
	readonly type?: string;
	readonly id?: string;
	readonly start?: number;
	readonly end?: number;
	readonly body?: readonly unknown[];
}

/** Whether code of a function reads a name after a statement of it, be it in the next round of a loop around that. */
export function readAfter(
	root: unknown,
	statement: { readonly start: number; readonly end: number },
	name: string,
): boolean {
	if (Array.isArray(root)) return root.some((each) => readAfter(each, statement, name));
	if (typeof root !== "object" || root === null) return false;
	const { type, id, start = 0, end = 0, body } = root as Ranged;
	if (type === "Name") return id === name && start >= statement.end;
	const isAround = start <= statement.start && statement.end <= end;
	if ((type === "For" || type === "While") && isAround && readsFirst(body ?? [], name)) return true;
	return Object.values(root).some((each) => readAfter(each, statement, name));
}

type Use = "reads" | "assigns" | undefined;

interface Node {
	readonly type?: string;
	readonly value?: unknown;
	readonly targets?: readonly unknown[];
	readonly target?: unknown;
	readonly test?: unknown;
	readonly iter?: unknown;
	readonly body?: readonly unknown[];
	readonly orelse?: readonly unknown[];
}

function use(value: unknown, name: string): Use {
	const node = value as Node;
	switch (node.type) {
		case "Assign":
			if (mentions(node.value, name)) return "reads";
			return node.targets?.some((target) => isName(target, name)) ? "assigns" : mentionOf(node.targets, name);
		case "AnnAssign":
			if (mentions(node.value, name)) return "reads";
			return isName(node.target, name) ? "assigns" : undefined;
		case "If":
		case "While":
			if (mentions(node.test, name)) return "reads";
			return branches([node.body ?? [], node.orelse ?? []], name, node.type === "If");
		case "For":
			if (mentions(node.iter, name)) return "reads";
			return isName(node.target, name) ? undefined : branches([node.body ?? []], name, false);
		default:
			return mentionOf(value, name);
	}
}

/** What is assigned in one of two branches only, or in a loop, may still be what it was before. */
function branches(bodies: readonly (readonly unknown[])[], name: string, isExhaustive: boolean): Use {
	if (bodies.some((body) => readsFirst(body, name))) return "reads";
	const assigns = bodies.every((body) => body.some((each) => use(each, name) === "assigns"));
	return isExhaustive && assigns ? "assigns" : undefined;
}

const isName = (node: unknown, name: string): boolean => {
	const { type, id } = node as { type?: string; id?: string };
	return type === "Name" && id === name;
};

const mentionOf = (node: unknown, name: string): Use => (mentions(node, name) ? "reads" : undefined);

function mentions(node: unknown, name: string): boolean {
	if (Array.isArray(node)) return node.some((each) => mentions(each, name));
	if (typeof node !== "object" || node === null) return false;
	return isName(node, name) || Object.values(node).some((each) => mentions(each, name));
}
