import type { CancellationToken, WorkDoneProgressReporter } from "vscode-languageserver";
import type { Server } from "./context";
import type { FileFindings, WorkspaceFindings } from "./workspace-findings";

/** Runs that are over at once show nothing. */
const FILES_TO_SHOW = 10;

export interface WorkspaceRunner {
	/** Brings the findings up to date, one run at a time; a client that can show progress can end it. */
	run(found: (findings: FileFindings) => void, token?: CancellationToken): Promise<void>;
	/** Whether the user has ended a run, and nothing has changed since. */
	readonly isEnded: boolean;
}

export function createWorkspaceRunner(server: Server, findings: WorkspaceFindings): WorkspaceRunner {
	const { connection, session } = server;
	let last: Promise<void> = Promise.resolve();
	let isEnded = false;

	findings.onDidChange(() => {
		isEnded = false;
	});

	async function once(found: (findings: FileFindings) => void, token?: CancellationToken): Promise<void> {
		const shown = createProgress();
		const isCancelled = (): boolean => token?.isCancellationRequested === true || isEnded;
		try {
			await findings.update({ isCancelled, found, progress: shown.progress });
		} finally {
			shown.done();
		}
	}

	function createProgress() {
		const can = session.capabilities.window?.workDoneProgress === true;
		let reporter: WorkDoneProgressReporter | undefined;
		let isAsked = false;
		let isDone = false;
		async function begin(): Promise<void> {
			const made = await connection.window.createWorkDoneProgress();
			made.token.onCancellationRequested(() => {
				isEnded = true;
			});
			made.begin("Keraspec", 0, "looking at the workspace", true);
			reporter = made;
			if (isDone) made.done();
		}
		return {
			progress(done: number, all: number): void {
				if (!can || all < FILES_TO_SHOW) return;
				if (!isAsked) void begin().catch(() => undefined);
				isAsked = true;
				reporter?.report(Math.floor((100 * done) / all), `${done} of ${all} files`);
			},
			done(): void {
				isDone = true;
				reporter?.done();
			},
		};
	}

	return {
		run(found, token) {
			last = last.then(() => once(found, token));
			return last;
		},
		get isEnded() {
			return isEnded;
		},
	};
}
