import type { Expr } from "../syntax/ast";
import type { SyntaxNode } from "./nodes";

/** The names and attributes that a node itself binds; in a nested pattern each by itself. */
export function targetsOf(node: SyntaxNode): readonly Expr[] {
	switch (node.type) {
		case "Assign":
			return node.targets.flatMap(namesIn);
		case "AugAssign":
		case "For":
			return namesIn(node.target);
		case "ListComp":
		case "SetComp":
		case "DictComp":
		case "GeneratorExp":
			return node.generators.flatMap(({ target }) => namesIn(target));
		case "NamedExpr":
			return [node.target];
		case "With":
			return node.items.flatMap((item) => (item.optionalVars ? namesIn(item.optionalVars) : []));
		default:
			return [];
	}
}

function namesIn(target: Expr): readonly Expr[] {
	if (target.type === "Name" || target.type === "Attribute") return [target];
	if (target.type === "Tuple" || target.type === "List") return target.elts.flatMap(namesIn);
	return target.type === "Starred" ? namesIn(target.value) : [];
}
