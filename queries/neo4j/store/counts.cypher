// How many people, films, companies, relationships and articles there are.
// read
RETURN
    COUNT { (:Reelgraph&Person) },
    COUNT { (:Reelgraph&Film) },
    COUNT { (:Reelgraph&Company) },
    COUNT { (:Reelgraph)-[:ACTED_IN]->() }
        + COUNT { (:Reelgraph)-[:DIRECTED]->() }
        + COUNT { (:Reelgraph)-[:WROTE]->() }
        + COUNT { (:Reelgraph)-[:PRODUCED]->() }
        + COUNT { (:Reelgraph)-[:EXECUTIVE_PRODUCED]->() }
        + COUNT { (:Reelgraph)-[:WORKED_ON]->() }
        + COUNT { (:Reelgraph)-[:SOURCE_AUTHOR]->() }
        + COUNT { (:Reelgraph)-[:FINANCED]->() }
        + COUNT { (:Reelgraph)-[:DISTRIBUTES]->() }
        + COUNT { (:Reelgraph)-[:SELLS]->() }
        + COUNT { (:Reelgraph)-[:AFFILIATED_WITH]->() }
        + COUNT { (:Reelgraph)-[:REPRESENTED_BY]->() },
    COUNT { (:Reelgraph&Article) }
