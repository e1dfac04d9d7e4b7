"""What each of the two dialects of Cypher lets a reading statement say: clauses, operators, procedures, functions.

The lists were taken from the engines themselves (LadybugDB 0.22, Neo4j 5.26) and then cut down to what only reads.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Dialect:
    """One dialect. Clauses, operators and prefixes in capitals; procedures and functions in small letters.

    `namespaces` are spaces of functions that are known as a whole (`apoc.text.`). `hints` say, for a function that this
    dialect lacks, what to write instead.
    """

    name: str
    clauses: frozenset[str]
    prefixes: frozenset[str]
    operators: frozenset[str]
    procedures: frozenset[str]
    functions: frozenset[str]
    namespaces: tuple[str, ...] = ()
    hints: Mapping[str, str] = field(default_factory=dict)
    subqueries: bool = False
    bare_calls: bool = False
    unicode_escapes: bool = False

    def reads_procedure(self, name: str) -> bool:
        """Whether a procedure of this name is known to read only."""
        return name.lower() in self.procedures

    def knows_function(self, name: str) -> bool:
        """Whether a function of this name is known to compute only."""
        lower = name.lower()
        return lower in self.functions or lower.startswith(self.namespaces)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


POSTFIX = _words("ASC DESC ASCENDING DESCENDING END GROUP GROUPS PATH PATHS NORMALIZED NFC NFD NFKC NFKD ")
"""Words after an operand that leave it complete."""

PREFIX_OPERATORS = _words("NOT CASE WHEN DISTINCT BY WITH WHERE")
"""Words before an operand, where one is expected. WITH stands in `STARTS WITH`, BY in `ORDER BY`."""

SUBQUERY_WORDS = _words("EXISTS COUNT COLLECT")
TYPES_OF_TYPES = _words("LIST ARRAY ANY")
"""Types that hold others: `LIST<INTEGER>`."""

SHOWN = _words("INDEX INDEXES CONSTRAINT CONSTRAINTS FUNCTION FUNCTIONS PROCEDURE PROCEDURES ")

_CLAUSES = _words("MATCH OPTIONAL UNWIND WITH RETURN UNION CALL")
_OPERATORS = POSTFIX | _words(
    "AND OR XOR IN IS STARTS ENDS CONTAINS ORDER SKIP OFFSET LIMIT WHERE YIELD WHEN THEN ELSE SHORTEST NOT "
)

_CHANGES, _OUTSIDE, _SETTINGS = (
    "it changes the graph, which follows from the articles",
    "it reaches files or the network",
    "it changes the database or its settings",
)
WRITING: Mapping[str, str] = MappingProxyType(
    dict.fromkeys(_words("CREATE MERGE SET DELETE DETACH NODETACH REMOVE INSERT FOREACH UPDATE FORCE "), _CHANGES)
    | dict.fromkeys(_words("LOAD COPY EXPORT IMPORT ATTACH INSTALL UNINSTALL"), _OUTSIDE)
    | dict.fromkeys(
        _words(
            "DROP ALTER CHECKPOINT BEGIN COMMIT ROLLBACK COMMENT USE ANALYZE PROJECT GRANT DENY REVOKE "
            "RENAME START STOP TERMINATE DEALLOCATE REALLOCATE ENABLE DRYRUN CYPHER "
        ),
        _SETTINGS,
    )
)
"""Words that begin what is refused, and why. Only for the message: what isn't listed is refused too."""

_COMMON_FUNCTIONS = _words(
    "abs acos all any asin atan atan2 avg ceil coalesce collect cos cot count date degrees "
    "duration exists exp floor id keys labels left length log log10 lower ltrim max min nodes "
    "none nullif pi properties radians range relationships replace reverse right round rtrim "
    "sign sin single size sqrt substring sum tan trim upper "
)

NEO4J = Dialect(
    name="neo4j",
    clauses=_CLAUSES | {"SHOW", "FINISH"},
    prefixes=frozenset({"EXPLAIN", "PROFILE"}),
    operators=_OPERATORS,
    procedures=_words(
        "db.labels db.relationshiptypes db.propertykeys db.info db.ping db.schema.visualization "
        "db.schema.nodetypeproperties db.schema.reltypeproperties db.index.fulltext.querynodes "
        "db.index.fulltext.queryrelationships db.index.fulltext.listavailableanalyzers "
        "db.index.vector.querynodes db.index.vector.queryrelationships dbms.components dbms.info "
        "dbms.showcurrentuser apoc.meta.schema apoc.meta.stats apoc.meta.graph "
        "apoc.meta.nodetypeproperties apoc.meta.reltypeproperties apoc.path.expand "
        "apoc.path.expandconfig apoc.path.spanningtree apoc.path.subgraphnodes "
        "apoc.path.subgraphall apoc.neighbors.tohop apoc.neighbors.byhop apoc.neighbors.athop "
        "apoc.algo.dijkstra apoc.algo.allsimplepaths apoc.algo.astar apoc.help "
    ),
    functions=_COMMON_FUNCTIONS
    | _words(
        "allshortestpaths btrim char_length character_length datetime e elementid endnode haversin "
        "head isempty isnan last localdatetime localtime normalize percentilecont percentiledisc "
        "point rand randomuuid reduce shortestpath split startnode stdev stdevp tail time timestamp "
        "toboolean tobooleanlist tobooleanornull tofloat tofloatlist tofloatornull tointeger "
        "tointegerlist tointegerornull tolower tostring tostringlist tostringornull toupper type "
        "valuetype point.distance point.withinbbox duration.between duration.inmonths "
        "duration.indays duration.inseconds vector.similarity.cosine vector.similarity.euclidean "
    ),
    namespaces=(
        "date.",
        "datetime.",
        "localdatetime.",
        "localtime.",
        "time.",
        "apoc.agg.",
        "apoc.coll.",
        "apoc.date.",
        "apoc.map.",
        "apoc.math.",
        "apoc.number.",
        "apoc.text.",
        "apoc.version",
    ),
    hints=MappingProxyType({"label": "on Neo4j it is type(r) for a relationship, labels(n) for a node"}),
    subqueries=True,
    bare_calls=True,
    unicode_escapes=True,
)

_EMBEDDED_SCALARS = (
    "array_append array_cat array_concat array_contains array_cosine_similarity "
    "array_cross_product array_distance array_dot_product array_extract array_has array_indexof "
    "array_inner_product array_position array_prepend array_push_back array_push_front "
    "array_slice array_squared_distance array_value bitshift_left bitshift_right bitwise_and "
    "bitwise_or bitwise_xor blob cardinality cast cbrt ceiling century concat concat_ws "
    "constant_or_null contains cost count_if current_date current_timestamp datepart datetrunc "
    "date_part date_trunc dayname decode element_at encode end_node ends_with epoch_ms even "
    "factorial gamma gen_random_uuid greatest hash histogram ifnull initcap interval is_acyclic "
    "is_trail label last_day lcase least levenshtein lgamma list_any_value list_append list_cat "
    "list_concat list_contains list_creation list_distinct list_element list_extract "
    "list_filter list_has list_has_all list_has_any list_indexof list_max list_min "
    "list_position list_prepend list_product list_reduce list_reverse list_reverse_sort "
    "list_slice list_sort list_sum list_to_string list_transform list_unique ln log2 lpad "
    "make_date map map_extract map_keys map_values md5 monthname negate octet_length offset "
    "percentilecont percentiledisc pow prefix random regexp_extract regexp_extract_all "
    "regexp_full_match regexp_matches regexp_replace regexp_split_to_array rels repeat rpad "
    "sha256 split_part starts_with start_node str_split string string_split string_to_array "
    "struct_extract struct_pack substr suffix timestamp time_bucket to_blob to_bool to_date "
    "to_days to_double to_epoch_ms to_float to_hours to_int128 to_int16 to_int32 to_int64 "
    "to_int8 to_interval to_microseconds to_milliseconds to_minutes to_months to_seconds "
    "to_string to_timestamp to_uint128 to_uint16 to_uint32 to_uint64 to_uint8 to_uuid to_years "
    "tolower toupper typeof ucase union_extract union_tag union_value uuid wshortest "
)

EMBEDDED = Dialect(
    name="embedded",
    clauses=_CLAUSES,
    prefixes=frozenset({"EXPLAIN", "PROFILE", "LOGICAL"}),
    operators=_OPERATORS,
    procedures=_words("show_tables table_info show_connection show_functions show_indexes db_version "),
    functions=(_COMMON_FUNCTIONS - {"exists", "exp", "log"}) | {"log"} | _words(_EMBEDDED_SCALARS),
    hints=MappingProxyType(
        {
            "type": "the embedded engine writes label(r) for type(r)",
            "elementid": "the embedded engine writes id(n)",
            "shortestpath": "the embedded engine writes (a)-[r* SHORTEST 1..8]-(b); or ask `reelgraph path`",
            "allshortestpaths": "the embedded engine writes (a)-[r* ALL SHORTEST 1..8]-(b); or ask `reelgraph path`",
            "exists": "write n.property IS NOT NULL",
            "head": "write the_list[1]: the embedded engine counts from 1",
            "last": "write the_list[-1]",
            "tail": "write the_list[2:]: the embedded engine counts from 1",
            "tostring": "the embedded engine writes to_string(x) or CAST(x AS STRING)",
            "tointeger": "the embedded engine writes to_int64(x) or CAST(x AS INT64)",
            "tofloat": "the embedded engine writes to_double(x)",
            "toboolean": "the embedded engine writes to_bool(x)",
            "split": "the embedded engine writes string_split(text, separator)",
            "startnode": "the embedded engine writes start_node(r)",
            "endnode": "the embedded engine writes end_node(r)",
            "reduce": "the embedded engine writes list_reduce(list, (a, b) -> …)",
            "datetime": "the embedded engine writes timestamp('2025-06-01 10:00:00')",
            "point": "the embedded engine has no points",
            "randomuuid": "the embedded engine writes gen_random_uuid()",
            "rand": "the embedded engine writes random()",
            "isempty": "write size(x) = 0",
        }
    ),
)
