import type { Alias, Arg, ExceptHandler, Expr, Keyword, Module, Pattern, Stmt, TypeParam } from "../syntax/ast";

export type SyntaxNode = Module | Stmt | Expr | Arg | Keyword | Alias | ExceptHandler | TypeParam | Pattern;

const isNode = (value: object): value is SyntaxNode => typeof (value as { type?: unknown }).type === "string";

/** Calls `visit` for the node and all below it, parents first. Deep trees cost no stack. */
export function walk(root: SyntaxNode, visit: (node: SyntaxNode) => void): void {
	const pending: object[] = [root];
	for (let next = pending.pop(); next; next = pending.pop()) {
		if (isNode(next)) visit(next);
		const children = Object.values(next).filter((child) => typeof child === "object" && child !== null);
		pending.push(...children.reverse());
	}
}

/** The nodes that hold the offset or end at it, outermost first. */
export function nodesAt(module: Module, offset: number): readonly SyntaxNode[] {
	const path: SyntaxNode[] = [];
	walk(module, (node) => {
		if (node.start <= offset && offset <= node.end) path.push(node);
	});
	return path.sort((a, b) => a.start - b.start || b.end - a.end);
}
