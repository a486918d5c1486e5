import type { Finding } from "../rules/rule";
import type { Analysis } from "./analysis";
import { applied } from "./apply-edits";
import type { Action } from "./code-actions";

/**
 * Whether a rewriting leaves a program that raises nothing new: a signature for all calls of a function may leave a
 * size open that its body needs.
 */
export function isHarmless(
	{ edits }: Action,
	analysis: Analysis,
	analyseAgain: ((text: string) => Analysis) | undefined,
): boolean {
	if (!analyseAgain || edits.length === 0) return true;
	return raised(analyseAgain(applied(analysis.file.text, edits))) <= raised(analysis);
}

const raised = ({ findings }: Analysis): number =>
	findings.filter(({ exception }: Finding) => exception !== undefined).length;
