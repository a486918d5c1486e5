import { existsSync } from "node:fs";
import { join } from "node:path";
import { version } from "../../../package.json";
import { type Command, readCommand, UsageError } from "./arguments";
import { HELP, HINT } from "./help";
import { createPaint, wantsColour } from "./paint";
import { EXIT, reportInternal, runAnalysis, type Terminal } from "./run-analysis";
import { runExplain } from "./run-explain";
import { runGraph } from "./run-graph";
import { runSummary } from "./run-summary";

const terminal: Terminal = {
	paint: createPaint(wantsColour(process.stdout.isTTY === true, process.env)),
	errorPaint: createPaint(wantsColour(process.stderr.isTTY === true, process.env)),
	out: (text) => void process.stdout.write(text),
	error: (text) => void process.stderr.write(text),
};

function run(command: Command): number {
	switch (command.name) {
		case "check":
		case "specs":
			return runAnalysis(command.name, command.paths, command.options, terminal);
		case "summary":
			return runSummary(command.paths[0] ?? "-", command.options, terminal);
		case "graph":
			return runGraph(command.paths[0] ?? "-", command.options, command.graph, terminal);
		case "explain":
			return runExplain(command.code, terminal);
		case "server":
			return startServer();
		case "version":
			terminal.out(`keraspec ${version}\n`);
			return EXIT.clean;
		case "help":
			terminal.out(HELP);
			return EXIT.clean;
	}
}

/** The language server is a bundle of its own, beside this one. It keeps the process alive. */
function startServer(): number {
	const bundle = join(__dirname, "server.js");
	if (!existsSync(bundle)) {
		terminal.error("error: the language server is not built\n");
		return EXIT.internal;
	}
	require(bundle);
	return EXIT.clean;
}

function main(): number {
	try {
		return run(readCommand(process.argv.slice(2)));
	} catch (error) {
		if (error instanceof UsageError) {
			terminal.error(`${terminal.errorPaint.red("error")}: ${error.message}\n${HINT}\n`);
			return EXIT.unusable;
		}
		reportInternal(error, undefined, terminal);
		return EXIT.internal;
	}
}

// The reader of a pipe may go before all is written: `keraspec specs model.py | head`.
process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : EXIT.internal));
process.exitCode = main();
