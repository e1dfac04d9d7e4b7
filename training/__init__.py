"""Trains the reader's two small networks on the project's own articles; see `python -m training --help`.

What they are trained on lies in `data/training` (articles written for this, with their credits) and `data/articles`.
PyTorch is needed here and only here (`pip install --group train`); the reader itself multiplies the matrices in numpy.
"""
