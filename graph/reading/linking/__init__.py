"""The trained part of the reader: which credit joins which two names of an article, by what stands around them.

The grammar reads what it has a rule for. This network sees every pair of names that may belong together, the words
around both, how they lie to each other, and what the grammar found, and says for each pair which credits hold. It was
trained on the project's own articles (`data/training`) by `python -m training`; here it only multiplies matrices.
"""
