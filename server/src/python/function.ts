/** Functions of Python's library are defined as those of any other. */
export { defineFunction } from "../interpreter/api";
