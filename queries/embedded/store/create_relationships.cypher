// The table of the relationship type `RELATION`, with its first pair of ends. `starts` is a word of the engine and needs its quotes.
// write
CREATE REL TABLE `RELATION`(
    FROM `SUBJECT` TO `OBJECT`,
    status STRING, detail STRING, first_reported STRING, last_reported STRING,
    articles STRING[], quotes STRING[], statuses STRING[], details STRING[], dates STRING[], `starts` INT64[]
)
