import {
	type ModelSummary,
	type Origin,
	type Problem,
	type Reason,
	unknown,
	unknownBecause,
	type Value,
	type World,
} from "../domain";
import type { Module } from "../syntax/ast";
import { agreed, forEachAlternative } from "./alternatives";
import { deleteAttribute, setAttribute } from "./attribute-writes";
import { findAttribute, getAttribute } from "./attributes";
import { type Budget, createBudget } from "./budget";
import { call } from "./calls";
import { instantiate, linearize } from "./classes";
import { compareValues, truthOf } from "./comparisons";
import { type Core, type Frame, type Handler, NORMAL } from "./core";
import { isException, isRaised, predictedException } from "./exceptions";
import { evaluate } from "./expressions";
import { fork } from "./fork";
import { callFunction } from "./functions";
import { renaming, wayOut } from "./handlers";
import { importLibrary } from "./imports";
import { iterate } from "./iterators";
import { createJournal } from "./journal";
import type { CallArguments, Completion, Configuration, InterpreterEvent, Registry, Scope, Switches } from "./machine";
import type { ModuleSource, Modules } from "./module-source";
import { createModules } from "./modules";
import { createObservations, type Observations } from "./observations";
import { binaryOperation } from "./operators";
import { noOverrides } from "./overrides";
import { runModule, type Stop } from "./run-module";
import { moduleScope } from "./scope";
import { Failure, Raised, Vague } from "./signals";
import { sizesIn } from "./sizes";
import { instanceTruth } from "./special-methods";
import { executeBlock } from "./statements";
import { countReason, createStatistics, type Statistics } from "./statistics";
import { getItem, setItem } from "./subscripts";
import { foreignBackend } from "./switches";
import { analyseUncalled } from "./uncalled";

export interface MachineOptions {
	readonly world: World;
	readonly versions: { readonly keras: string; readonly tensorflow: string };
	readonly configuration?: Configuration | undefined;
	readonly registry: Registry;
	/** The modules of the user's project; without them, only libraries are imported. */
	readonly modules?: ModuleSource | undefined;
	readonly maxSteps: number;
	readonly maxMilliseconds: number;
	now(): number;
}

export interface Execution {
	readonly observations: Observations;
	readonly events: readonly InterpreterEvent[];
	/** In the order in which the program makes them. */
	readonly models: readonly ModelSummary[];
	/** Why the program was not executed to its end, if it was not. */
	readonly exhausted: Reason | undefined;
	/** Stacks of faults of our own; each cost the statement that met it. */
	readonly crashes: readonly string[];
	readonly steps: number;
	readonly statistics: Readonly<Statistics>;
	readonly globals: ReadonlyMap<string, Value>;
}

/** Executes a program abstractly. Never throws and always ends: what cannot be followed is `?`. */
export function executeProgram(module: Module, path: string, options: MachineOptions): Execution {
	const events: InterpreterEvent[] = [];
	const observations = createObservations();
	const budget = createBudget(options);
	let exhausted: Reason | undefined;
	const crashes: string[] = [];
	const statistics = createStatistics();
	const note = ({ why, crash }: Stop): void => {
		exhausted ??= why;
		countReason(statistics.exhausted, why);
		if (crash !== undefined) crashes.push(crash);
	};
	const scope = moduleScope(path);
	const core = createCore(options, budget, note, events, observations, scope, statistics);
	const models: ModelSummary[] = [];
	const summarize = (): void => {
		models.push(...options.registry.summarize(core));
	};
	core.modules.runProgram(() => runModule(module, scope, core, budget, note));
	summarize();
	analyseUncalled(core, scope, budget, note, summarize);
	const steps = budget.steps();
	statistics.steps = steps;
	return { observations, events, models, exhausted, crashes, steps, statistics, globals: scope.vars };
}

function createCore(
	options: MachineOptions,
	budget: Budget,
	note: (stop: Stop) => void,
	events: InterpreterEvent[],
	observations: Observations,
	program: Scope,
	statistics: Statistics,
): Core {
	const configuration = options.configuration ?? {};
	const switches: Switches = {
		tensorflowKeras: undefined,
		silence: options.world === "keras3" ? foreignBackend(configuration.backend) : undefined,
	};
	const registry = withSwitches(options.registry.at(options.versions), switches);
	const frames: Frame[] = [];
	const handlers: Handler[] = [];
	const assumptions: Reason[] = [];
	const states = new Map<string, object>();
	const orders = new WeakMap<object, readonly Value[]>();

	const activeAssumptions = (): readonly Reason[] => [...frames.flatMap((frame) => frame.assumptions), ...assumptions];

	const runningCalls = (): readonly Origin[] =>
		frames.flatMap(({ context }) => observations.contexts.get(context)?.site ?? []);

	function report(problem: Problem, origin: Origin): void {
		const { handler, exception } = wayOut(handlers, problem.exception);
		if (handler) {
			throw new Raised(problem.exception, predictedException(problem.exception, core), { ...problem, origin });
		}
		if (core.tracing) core.tracing.hasProblem = true;
		// What holds an expression that raised is never run, although a value stands in for it here.
		if ((switches.silence && !problem.anyBackend) || recovered.some((inner) => isWithin(inner, origin))) return;
		if (core.muted > 0) return;
		const located = { ...problem, exception, origin };
		events.push({ kind: "problem", problem: located, assumptions: activeAssumptions(), calls: runningCalls() });
	}

	/** Expressions that raised and have a value in spite of it. */
	const recovered: Origin[] = [];

	function guard(origin: Origin, run: () => Value, recover?: () => Value): Value {
		try {
			return run();
		} catch (signal) {
			if (signal instanceof Vague) {
				const why = { ...signal.why, origin: signal.why.origin ?? origin };
				if (signal.isLimit) note({ why });
				return unknown(why);
			}
			if (!(signal instanceof Failure)) throw signal;
			report(signal.problem, signal.origin ?? origin);
			if (signal.recover) recovered.push(signal.origin ?? origin);
			return signal.recover?.() ?? recover?.() ?? unknownBecause("what comes out of an error", origin);
		}
	}

	function trap(run: () => Value, expected = "BaseException"): Value | Raised {
		const handler: Handler = { takes: (exception) => isException(exception, expected), maybeRaised: undefined };
		handlers.push(handler);
		try {
			const value = run();
			return handler.maybeRaised ? unknownBecause("it may raise") : value;
		} catch (signal) {
			if (signal instanceof Raised && isRaised(signal, expected)) return signal;
			throw signal;
		} finally {
			handlers.pop();
		}
	}

	/** While positive, what is evaluated is not shown. */
	let unseen = 0;

	function rehearse(run: () => Value): Value | Raised | undefined {
		unseen += 1;
		core.muted += 1;
		try {
			const { result } = core.journal.attempt(() => trap(run));
			return !(result instanceof Raised) && result.kind === "unknown" ? undefined : result;
		} catch (signal) {
			if (signal instanceof Vague || signal instanceof Failure) return undefined;
			throw signal;
		} finally {
			unseen -= 1;
			core.muted -= 1;
		}
	}

	function truth(value: Value, origin: Origin): boolean | undefined {
		if (value.kind === "unknown") return value.oneOf && agreed(value.oneOf, (each) => truth(each, origin));
		const type = registry.typeOf(value);
		if (value.kind === "instance" && !type?.truth) return instanceTruth(value, origin, core);
		if (!type?.truth) return truthOf(value);
		const ask = type.truth;
		let result: boolean | undefined;
		core.guard(origin, () => {
			result = ask(value, core, origin);
			return value;
		});
		return result;
	}

	function importModule(name: string, level: number, scope: Scope): Value {
		const globals = (scope.globals ?? scope).vars;
		const relative = level > 0 ? core.modules.relative(name, level, globals) : undefined;
		const full = relative?.name ?? name;
		const own = level > 0 && !relative ? undefined : importFollowed(full);
		if (own) return own;
		if (level === 0 || relative?.isInstalled) return importLibrary(full, options.world, core);
		core.unknownCalls += 1;
		return unknownBecause(`the module ${".".repeat(level)}${name} was not found`);
	}

	/** A module by its full name, or by the one that a library's alias (`tensorflow.keras`) stands for. */
	function importFollowed(name: string): Value | undefined {
		const own = core.modules.import(name);
		if (own || !options.modules) return own;
		const { name: meant, world } = registry.canonical(name, options.world);
		return world === options.world && options.modules.isFollowed(meant) ? core.modules.import(meant) : undefined;
	}

	const core: Core = {
		world: options.world,
		versions: options.versions,
		configuration,
		registry,
		journal: createJournal(budget.step),
		frames,
		handlers,
		get assumptions() {
			return activeAssumptions();
		},
		unknownCalls: 0,
		caught: [],
		statistics,
		muted: 0,
		choices: 0,
		patched: noOverrides(),
		patchedClasses: new Map(),
		note,
		tracing: undefined,
		inGraph: false,
		inPlainGraph: false,
		uncalled: new Map(),
		instantiated: new WeakSet(),
		libraryState: <T extends object>(key: string, create: () => T): T => {
			const known = states.get(key) ?? create();
			states.set(key, known);
			return known as T;
		},
		nextContext: (site) => {
			statistics.contexts += 1;
			if (site) observations.enter(statistics.contexts, site, frames.at(-1)?.context ?? 0);
			return statistics.contexts;
		},
		frame: () => frames.at(-1) as Frame,
		evaluate: (node, scope) => evaluate(node, scope, core),
		execute: (body, scope): Completion => (body.length === 0 ? NORMAL : executeBlock(body, scope, core)),
		call: (func: Value, args: CallArguments) => call(func, args, core),
		callFunction: (func, args) => callFunction(func, args, core),
		instantiate: (cls, args) => instantiate(cls, args, core),
		getAttribute: (object, name, origin) => getAttribute(object, name, origin, core),
		findAttribute: (object, name, origin) => findAttribute(object, name, origin, core),
		setAttribute: (object, name, value, origin) => setAttribute(object, name, value, origin, core),
		deleteAttribute: (object, name, origin) => deleteAttribute(object, name, origin, core),
		getItem: (object, index, origin) => getItem(object, index, origin, core),
		setItem: (object, index, value, origin) => setItem(object, index, value, origin, core),
		binary: (op, left, right, origin) => guard(origin, () => binaryOperation(op, left, right, origin, core)),
		compare: (op, left, right, origin) => guard(origin, () => compareValues(op, left, right, origin, core)),
		iterate: (value, origin) => {
			let items: readonly Value[] | undefined;
			guard(origin, () => {
				items = iterate(value, origin, core);
				return value;
			});
			return items;
		},
		truth,
		mro: (value) => {
			const cls = value.kind === "instance" ? value.cls : value;
			const known = orders.get(cls);
			if (known) return known;
			const order = linearize(cls);
			orders.set(cls, order);
			return order;
		},
		import: (name) => importModule(name, 0, program),
		importModule,
		get modules() {
			return modules;
		},
		followed: (name, world) =>
			world === options.world && options.modules?.isFollowed(name) ? core.modules.import(name) : undefined,
		guard,
		choose: (values, origin, run) => forEachAlternative(values, origin, core, run),
		trap,
		rehearse,
		renaming: (renames, run) => renaming(renames, run, core),
		report,
		emit: (event) => {
			if (core.muted === 0) events.push(event);
		},
		observe: (node, value, scope) => {
			if (scope.isHidden || unseen > 0) return undefined;
			if (value.kind === "unknown") {
				observations.addUnknown(scope.path, node.start, node.end, value.why);
				return undefined;
			}
			const snapshot = registry.describe(value);
			if (snapshot) observations.add(scope.path, node.start, node.end, snapshot, frames.at(-1)?.context ?? 0);
			else {
				const sizes = sizesIn(value);
				if (sizes) observations.addSize(scope.path, node.start, node.end, sizes);
			}
			return snapshot;
		},
		observeCall: (node, parameters, result, scope, site) => {
			if (scope.isHidden || unseen > 0) return;
			const isUnknown = result.kind === "unknown";
			const call = {
				parameters,
				returned: isUnknown ? undefined : registry.describe(result),
				unknown: isUnknown ? result.why : undefined,
			};
			observations.calls.add(scope.path, node, call, site);
		},
		assuming: (assumption, body) => {
			assumptions.push(assumption);
			try {
				return body();
			} finally {
				assumptions.pop();
			}
		},
		switches,
		assume: (assumption) => {
			const [outermost] = frames;
			if (!outermost?.assumptions.some(({ text }) => text === assumption.text)) outermost?.assumptions.push(assumption);
		},
		fork: (arms) => fork(arms, core),
		step: budget.step,
	};
	const modules: Modules = createModules(options.modules, program.vars, core, {
		run: (module, scope) => runModule(module, scope, core, budget, note),
		budget,
	});
	return core;
}

/** The registry as the program's own switches turn it. */
const withSwitches = (registry: Registry, switches: Switches): Registry => ({
	...registry,
	canonical(name, world, throughTensorflow) {
		const found = registry.canonical(name, world, throughTensorflow);
		const wanted = switches.tensorflowKeras;
		if (!found.viaTensorflow || wanted === undefined || wanted === world) return found;
		return registry.canonical(name, wanted);
	},
});

const isWithin = (inner: Origin, outer: Origin): boolean =>
	inner.path === outer.path &&
	outer.start <= inner.start &&
	inner.end <= outer.end &&
	inner.end - inner.start < outer.end - outer.start;
