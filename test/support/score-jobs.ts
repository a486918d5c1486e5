import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import { type Program, type ProgramScore, scoreProgram } from "./program-score";

/**
 * Scores of the programs that have a trace, in their order; `onScore` hears of each as soon as it is there. With several
 * jobs each is a process, and the programs of one file, which share their package, stay in one of them.
 */
export async function scorePrograms(
	programs: readonly Program[],
	jobs: number,
	onScore: (score: ProgramScore) => void,
): Promise<readonly ProgramScore[]> {
	const found = new Map<Program, ProgramScore>();
	const keep = (program: Program, score: ProgramScore | undefined): void => {
		if (!score) return;
		found.set(program, score);
		onScore(score);
	};
	if (jobs === 1) for (const program of programs) keep(program, scoreProgram(program));
	else await shareOut(programs, jobs, keep);
	return programs.flatMap((program) => found.get(program) ?? []);
}

async function shareOut(
	programs: readonly Program[],
	jobs: number,
	keep: (program: Program, score: ProgramScore | undefined) => void,
): Promise<void> {
	const files = [...new Set(programs.map(({ file }) => file))];
	const queue = files.map((file) => programs.filter((each) => each.file === file)).sort((a, b) => b.length - a.length);
	const work = async (): Promise<void> => {
		const worker = fork(join(__dirname, "score-worker.ts"), { serialization: "advanced" });
		try {
			for (let group = queue.shift(); group; group = queue.shift())
				for (const program of group) keep(program, await ask(worker, program));
		} finally {
			worker.disconnect();
		}
	};
	await Promise.all(Array.from({ length: jobs }, work));
}

/** The program comes back as a copy. */
function ask(worker: ChildProcess, program: Program): Promise<ProgramScore | undefined> {
	return new Promise((resolve, reject) => {
		const ended = (code: number | null): void =>
			reject(new Error(`${program.file}/${program.name}: ended with ${code}`));
		worker.once("exit", ended);
		worker.once("message", ({ score }: { score?: ProgramScore }) => {
			worker.off("exit", ended);
			resolve(score);
		});
		worker.send(program);
	});
}
