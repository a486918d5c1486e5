import { DEFAULT_KERAS, DEFAULT_TENSORFLOW } from "../project/world";

export const HELP = `Keraspec infers the shape and dtype of every layer of a TensorFlow or Keras program, and the errors that real Keras
would raise, from source alone: nothing is executed.

usage: keraspec COMMAND [OPTIONS] …

commands
  check PATHS…      findings in files and folders
  specs FILES…      findings, and the spec of every expression
  summary FILE      what model.summary() prints, for every model of the file
  graph FILE        a model of the file as a picture
  explain [RULE]    why a rule finds what it finds, with examples (default: a list of all rules)
  server --stdio    the language server
  help, --help      this text
  --version         the version of Keraspec

A FILE is Python source (.py), a notebook (.ipynb), or - for standard input.

options
  --output-format text|json                 default: text
  --keras VERSION                           default: as installed, locked or required near the file; else ${DEFAULT_KERAS}
  --tensorflow VERSION                      default: as --keras; else ${DEFAULT_TENSORFLOW}
  --spec-policy tensorflow|fully-defined    whether a TensorSpec may leave sizes open (default: tensorflow)
  --rule CODE=LEVEL                         off, hint, information, warning, error or default (may be repeated)
  --follow PREFIX                           follow an installed package, or a part of it, too (may be repeated)
  --package-root DIR                        where followed packages are, such as site-packages (may be repeated)
  --batch-size N                            summary: add the memory of activations for batches of N
  --format svg|dot|mermaid|json             graph: the language of the picture (default: svg)
  --model NAME                              graph: the model, by the name that Keras gives it (default: all; svg: the last)
  --statistics                              tell how each file was followed, and where it was not

A program's own modules are followed: those beside it, beside the package that it belongs to, below the current folder
and in src. Installed packages are not, except those that --follow names.

Activations are the outputs of all layers, each once, of a forward pass: no weights, gradients or workspace. Views and
changes in place are not modelled. A size that is open beside the batch makes them ?.

The nearest pyproject.toml with a [tool.keraspec] says the same for all files below it: keras-version,
tensorflow-version, spec-policy, follow, rules, and [[tool.keraspec.overrides]] with files. Options go before it.

exit codes
  0    clean
  1    findings that are warnings or errors, or a file that is not valid Python
  2    wrong usage, a file that cannot be read, or a mistake in [tool.keraspec]
  101  an internal error

Colours are used on a terminal only; NO_COLOR and FORCE_COLOR are respected.
`;

export const HINT = "Try: keraspec --help";
