// A process that scores one program after the other for score-jobs.ts.
import { type Program, scoreProgram } from "./program-score";

process.on("message", (program: Program) => process.send?.({ score: scoreProgram(program) }));
