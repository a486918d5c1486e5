/** Names that some statement of a tree binds by assignment, at any depth. */
export function assignedNames(node: unknown, names: Set<string> = new Set()): Set<string> {
	if (Array.isArray(node)) for (const each of node) assignedNames(each, names);
	else if (typeof node === "object" && node !== null) {
		const { type, targets, target } = node as { type?: string; targets?: unknown; target?: unknown };
		if (type === "Assign") collectTargets(targets, names);
		if (type === "AugAssign" || type === "AnnAssign" || type === "For" || type === "NamedExpr")
			collectTargets(target, names);
		for (const each of Object.values(node)) assignedNames(each, names);
	}
	return names;
}

function collectTargets(node: unknown, names: Set<string>): void {
	if (Array.isArray(node)) for (const each of node) collectTargets(each, names);
	else if (typeof node === "object" && node !== null) {
		const target = node as { type?: string; id?: string; elts?: unknown; value?: unknown };
		if (target.type === "Name" && target.id !== undefined) names.add(target.id);
		if (target.type === "Tuple" || target.type === "List") collectTargets(target.elts, names);
		if (target.type === "Starred") collectTargets(target.value, names);
	}
}
