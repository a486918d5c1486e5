import { type LibraryModel, vague } from "../../interpreter/api";
import { define } from "./define";

/** Functions that need the scope of their caller: the interpreter answers where they are called by their names. */
export const SCOPES: readonly LibraryModel[] = ["eval", "exec", "globals", "locals"].map((name) =>
	define(name, "*args, **kwargs", () => vague(`${name}() in a scope that is not known`)),
);
