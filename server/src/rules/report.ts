import type { Origin, Reason } from "../domain";
import type { InterpreterEvent } from "../interpreter/events";
import { RULES } from "./index.generated";
import type { Finding, Related, Rule, RuleContext } from "./rule";
import { tracedFunctionsOf } from "./traced-functions";

const BY_CODE: ReadonlyMap<string, Rule> = new Map(RULES.map((rule) => [rule.code, rule]));

/**
 * Findings of all events, without duplicates, in source order. What raises in a file that the program imports is
 * found there, and in the program itself at the call that led there: nobody else makes it.
 */
export function findingsOf(
	program: string,
	events: readonly InterpreterEvent[],
	contextOf: (path: string) => RuleContext | undefined,
): readonly Finding[] {
	const findings = new Map<string, Finding>();
	const tracedFunctions = tracedFunctionsOf(events);
	const inContext = (path: string): RuleContext | undefined => {
		const context = contextOf(path);
		return context && { ...context, tracedFunctions };
	};
	for (const event of events) {
		for (const finding of findingsOfEvent(event, inContext).flatMap((each) => withCall(each, event, program))) {
			const { origin, code } = finding;
			const key = `${origin.path}:${origin.start}:${origin.end}:${code}`;
			const known = findings.get(key);
			if (!known || RANKS[finding.severity] < RANKS[known.severity]) findings.set(key, finding);
		}
	}
	return [...findings.values()].sort((a, b) => a.origin.start - b.origin.start || a.origin.end - b.origin.end);
}

const RANKS = { error: 0, warning: 1, information: 2, hint: 3 } as const;

function findingsOfEvent(
	event: InterpreterEvent,
	contextOf: (path: string) => RuleContext | undefined,
): readonly Finding[] {
	const origin = event.kind === "problem" ? event.problem.origin : event.origin;
	const context = contextOf(origin.path);
	if (!context) return [];
	if (event.kind === "problem") {
		const rule = BY_CODE.get(event.problem.code);
		return rule ? [problemFinding(rule, event, context)] : [];
	}
	return RULES.flatMap((rule) => {
		const found = rule.check?.(event, context);
		if (!found) return [];
		const { because = [], ...finding } = found;
		const related = distinct([...because.flatMap(chain), ...assumed(event.assumptions)]);
		return [{ ...finding, message: shorten(finding.message), related, fixes: rule.fix?.(event, context) ?? [] }];
	});
}

function problemFinding(
	rule: Rule,
	event: Extract<InterpreterEvent, { kind: "problem" }>,
	context: RuleContext,
): Finding {
	const { problem, assumptions } = event;
	const certain = assumptions.length === 0;
	return {
		code: problem.code,
		severity: certain || rule.severity !== "error" ? rule.severity : "warning",
		message: shorten(problem.message),
		exception: problem.exception,
		origin: problem.origin,
		related: distinct([...(problem.because ?? []).flatMap(chain), ...assumed(assumptions), ...called(event.calls)]),
		fixes: rule.fix?.(event, context) ?? [],
	};
}

const MAX_CALLS = 4;

/** The innermost calls, as a traceback has them last. */
const called = (calls: readonly Origin[]): readonly Related[] =>
	calls
		.slice(-MAX_CALLS)
		.reverse()
		.map((origin) => ({ origin, message: "called here" }));

function withCall(finding: Finding, event: InterpreterEvent, program: string): readonly Finding[] {
	const calls = event.kind === "problem" && finding.origin.path !== program ? event.calls : [];
	const origin = calls.findLast(({ path }) => path === program);
	if (!origin) return [finding];
	const others = finding.related.filter((each) => each.origin !== origin);
	const related = [{ origin: finding.origin, message: "raised here" }, ...others];
	return [finding, { ...finding, message: placed(finding), origin, raisedAt: finding.origin, related, fixes: [] }];
}

/** The message with the name of the file, where there is room for it. */
function placed({ message, origin }: Finding): string {
	const name = origin.path.split("/").at(-1) ?? "";
	const text = `${message} (in ${name})`;
	return text.length <= MAX_MESSAGE && /^[\w.-]+$/.test(name) ? text : message;
}

const MAX_MESSAGE = 120;

/** As much of a message as lists and terminals show in one line. */
export const shorten = (message: string): string =>
	message.length <= MAX_MESSAGE ? message : `${message.slice(0, MAX_MESSAGE - 1)}…`;

const related = (origin: Origin | undefined, message: string): readonly Related[] =>
	origin ? [{ origin, message }] : [];

const assumed = (assumptions: readonly Reason[]): readonly Related[] =>
	assumptions.flatMap((reason) => related(reason.origin, reason.text));

function chain(reason: Reason | undefined): readonly Related[] {
	return reason ? [...related(reason.origin, reason.text), ...chain(reason.cause)] : [];
}

function distinct(related: readonly Related[]): readonly Related[] {
	const key = ({ origin, message }: Related): string => `${origin.path}:${origin.start}:${origin.end}:${message}`;
	return [...new Map(related.map((each) => [key(each), each])).values()];
}
