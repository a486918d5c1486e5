/** What rules see of the interpreter. */
export type { InterpreterEvent } from "./machine";
