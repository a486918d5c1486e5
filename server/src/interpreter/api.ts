/** The model interface: all that the library models (`python`, `numpy`, `keras`, `tensorflow`) see of the interpreter. */

export type { Problem } from "../domain";
export { syntheticArguments } from "./arguments";
export { exposeAttributes } from "./attribute-dict";
export { classOf, libraryBase, ownClass } from "./classes";
export { capturedBy } from "./closures";
export { combineSets, dictFrom, forget, itemsInNoOrder, makeSet, put, setEntries, setItems } from "./collections";
export { equal, truthOf } from "./comparisons";
export { defineFunction, describeBindError, type FunctionOptions } from "./define-function";
export { EXCEPTION_CLASSES, exceptionName, isException, raisedBy } from "./exceptions";
export { forwarding } from "./forwarding";
export { requireHash } from "./hashing";
export {
	drawNext,
	finiteIterator,
	type IteratorOrigin,
	iteratorOf,
	lazyIterator,
	likelyItem,
	nextOfInstance,
	originOfItems,
	raiseInside,
} from "./iterators";
export type { Journal } from "./journal";
export type {
	Argument,
	BinaryOperator,
	CallArguments,
	ClassModel,
	CompareOperator,
	ConstantModel,
	FunctionModel,
	KeywordArgument,
	LibraryCall,
	LibraryModel,
	Machine,
	MethodModel,
	Registry,
	Trace,
	TracedControl,
	TypeModel,
	UserCode,
} from "./machine";
export { fixed, floatText } from "./number-format";
export { typeName } from "./operators";
export type { Library, Namespace } from "./registry";
export { Failure, limited, Raised, raise, Vague, vague } from "./signals";
export { type BindError, type Bound, bind, type Parameter, type Signature, signature } from "./signature";
export { startTrace } from "./start-trace";
export { formatValue, textOf, toText } from "./strings";
export { sliceBounds, sliceItems } from "./subscripts";
export { BACKEND, foreignBackend } from "./switches";
export { namesSetOnTensors } from "./tensor-attributes";
export { handlesItsYield } from "./yields";
