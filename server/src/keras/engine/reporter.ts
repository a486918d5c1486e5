import type { Origin, Reason } from "../../domain";
import { type CallArguments, Failure, type Machine, Vague } from "../../interpreter/api";
import { layerFacts } from "./layer-facts";
import { pathTo } from "./layer-path";
import type { LayerState } from "./layer-state";

/** Reports at most one problem of a call: later ones are consequences of the first. */
export interface Reporter {
	failed: boolean;
	/** Whether what fails is Keras's own: a call that only declares its output asks no backend. */
	anyBackend: boolean;
	attempt<T>(run: () => T): T | undefined;
	why: Reason | undefined;
}

/** Takes what the steps of a layer's call raise: the first of it is reported. */
export function createReporter(machine: Machine, origin: Origin, state: LayerState, args: CallArguments): Reporter {
	const reporter: Reporter = {
		failed: false,
		anyBackend: true,
		why: undefined,
		attempt(run) {
			try {
				return run();
			} catch (signal) {
				if (signal instanceof Vague) reporter.why ??= signal.why;
				else if (signal instanceof Failure) {
					const { anyBackend } = reporter;
					const first = args.positional[0]?.value ?? args.keywords[0]?.value;
					const facts = { ...(first ? layerFacts(state, first) : {}), ...signal.problem.facts };
					const because = [...(signal.problem.because ?? []), ...(first ? pathTo(first) : [])];
					const problem = { anyBackend, ...signal.problem, facts, because };
					if (!reporter.failed) machine.report(problem, signal.origin ?? origin);
					reporter.failed = true;
					reporter.why ??= { text: "what comes out of an error", origin };
				} else throw signal;
				return undefined;
			}
		},
	};
	return reporter;
}
