// The table of what articles mention.
// write
CREATE REL TABLE MENTIONS(FROM Article TO Person, FROM Article TO Film, FROM Article TO Company)
