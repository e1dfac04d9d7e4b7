"""The words of the trade: crafts, verbs, suffixes, territories, and two general word lists. No names of real credits."""
