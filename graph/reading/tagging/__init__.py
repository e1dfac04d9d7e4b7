"""The trained part of finding names: which words are a person, a film or a company, by all that stands around them."""
