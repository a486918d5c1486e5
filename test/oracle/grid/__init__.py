"""The grids of layer expressions, one module per family. The code lists are the same in both worlds."""

from importlib import import_module

from .systematic import beyond

FAMILIES = ["core", "convolutional", "pooling", "normalization", "rnn", "merging", "reshaping", "activation", "regularization",
            "attention", "input", "preprocessing_images", "preprocessing_values", "later", "rarer", "corners", "sparse_ragged", "layers_as_inputs", "reused", "policies", "policies_of_data", "functional"]


def all_layers():
    """Layer name -> sorted list of codes, over all families, and what these leave out."""
    found = {}
    for family in FAMILIES:
        for name, codes in import_module(f"{__package__}.{family}").LAYERS.items():
            found[name] = sorted(set(found.get(name, [])) | set(codes))
    for name, codes in beyond(found).items():
        found[name] = sorted(set(found.get(name, [])) | set(codes))
    return found
