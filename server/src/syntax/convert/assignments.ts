import {
	type AssignmentNode,
	type AugmentedAssignmentNode,
	type ExpressionNode,
	ParseNodeType,
	type TypeAnnotationNode,
} from "@zzzen/pyright-internal/dist/parser/parseNodes";
import type { AnnAssign, AugAssign, Stmt } from "../ast";
import type { Conversion } from "./context";
import { augmentedOperator } from "./operators";
import { outerEnd, outerStart } from "./ranges";

/** `a = b = c` comes as `b = (a = c)`: the value and the first target are innermost. */
export function convertAssignment(c: Conversion, node: AssignmentNode): Stmt {
	if (node.d.leftExpr.nodeType === ParseNodeType.TypeAnnotation) {
		return convertAnnotated(c, node.d.leftExpr, node.d.rightExpr);
	}
	const targets: ExpressionNode[] = [];
	let value: ExpressionNode = node;
	while (value.nodeType === ParseNodeType.Assignment) {
		targets.push(value.d.leftExpr);
		value = value.d.rightExpr;
	}
	targets.reverse();
	return {
		type: "Assign",
		targets: targets.map(c.expr),
		value: c.expr(value),
		start: c.at(outerStart(c, targets[0] ?? node)),
		end: c.at(outerEnd(c, value)),
	};
}

export function convertAnnotated(c: Conversion, node: TypeAnnotationNode, value?: ExpressionNode): AnnAssign {
	return {
		type: "AnnAssign",
		target: c.expr(node.d.valueExpr),
		annotation: c.expr(node.d.annotation),
		...(value ? { value: c.expr(value) } : {}),
		start: c.at(outerStart(c, node.d.valueExpr)),
		end: c.at(outerEnd(c, value ?? node.d.annotation)),
	};
}

export function convertAugmented(c: Conversion, node: AugmentedAssignmentNode): AugAssign {
	return {
		type: "AugAssign",
		target: c.expr(node.d.leftExpr),
		op: augmentedOperator(node),
		value: c.expr(node.d.rightExpr),
		start: c.at(outerStart(c, node.d.leftExpr)),
		end: c.at(outerEnd(c, node.d.rightExpr)),
	};
}
