"""How the API's document describes `/match`."""

from typing import Any

from notorious.check.facts import ListStatus
from notorious.check.lookup import MatchLevel
from notorious.check.reading import LONGEST_CHECK, QueryKind
from notorious.check.sheets import MOST_ROWS

Json = dict[str, Any]

STATUS_MEANINGS = {
    ListStatus.LISTED: "its market is on the latest List; `printed_in` says which editions print a host",
    ListStatus.FORMERLY_LISTED: "was listed, and a later edition is known not to list it",
    ListStatus.UNKNOWN: "was listed; our copies of all later editions are incomplete",
    ListStatus.NO_LISTING: "in this record, and no edition is known to list it",
    ListStatus.SEVERAL_MARKETS: "several markets have this name; each has its own status",
    ListStatus.NOT_IN_RECORD: "no exact match in this record",
    ListStatus.UNREADABLE: "the query cannot be looked up; `sentence` says why",
}
STRING: Json = {"type": "string"}
YEARS: Json = {"type": "array", "items": {"type": "integer"}}


def _object(properties: Json, description: str = "") -> Json:
    made: Json = {"type": "object", "properties": properties, "required": list(properties)}
    made["additionalProperties"] = False
    return made | ({"description": description} if description else {})


def _list_of(name: str) -> Json:
    return {"type": "array", "items": {"$ref": f"#/components/schemas/{name}"}}


def _or_null(schema: Json, description: str) -> Json:
    return {"anyOf": [schema, {"type": "null"}], "description": description}


_STATUS: Json = {
    "type": "string",
    "enum": [str(each) for each in ListStatus],
    "description": "; ".join(f"{each}: {words}" for each, words in STATUS_MEANINGS.items()) + ".",
}
_YEAR = _or_null({"type": "integer"}, "A blank means: the source gives no year.")
_ENTRY = _object(
    {
        "list": {"type": "string", "enum": ["eu_watch_list"]},
        "year": {"type": "integer"},
        "printed_name": STRING,
        "status": STRING,
    },
    "An entry of another list.",
)
_CANDIDATE = _object(
    {
        "market": {"type": "string", "description": "The market's id in all tables."},
        "name": STRING,
        "kind": {"type": "string", "enum": ["online", "physical"]},
        "url": {"type": "string", "format": "uri"},
        "score": {"type": "number", "minimum": 0, "maximum": 1, "description": "How close the match is."},
        "reason": {"type": "string", "description": "Why the market is a match."},
        "status": _STATUS,
        "sentence": {
            "type": "string",
            "description": "The status in words, as far as it holds for the query.",
        },
        "listed_in": YEARS | {"description": "The editions that are known to list the market."},
        "printed_in": YEARS
        | {"description": "The editions that are known to print the host of the query; empty for a name."},
        "domains": {
            "type": "array",
            "items": _object({"domain": STRING, "editions": YEARS, "official": {"type": "boolean"}}),
            "description": "What editions print. `official`: read in the report itself.",
        },
        "operators": {
            "type": "array",
            "items": _object({"name": STRING, "url": STRING, "from_year": _YEAR, "to_year": _YEAR}),
        },
        "sister_lists": _list_of("MatchEntry"),
        "sources": {
            "type": "array",
            "items": _object({"text": STRING, "url": _or_null(STRING, "A blank means: named, not linked.")}),
            "description": "The sources of the latest known listing.",
        },
    },
    "A market that the query leads to.",
)
_ANSWER: Json = {
    "query": {"type": "string", "description": "The query as it was read."},
    "read_as": {"type": "string", "enum": [str(each) for each in QueryKind]},
    "host": _or_null(STRING, "The host in ASCII. A blank means: the query has none."),
    "match": {
        "type": "string",
        "enum": [str(each) for each in MatchLevel],
        "description": "The best level. Only `exact` answers whether the query is listed.",
    },
    "status": _STATUS,
    "sentence": {"type": "string", "description": "The answer in words."},
    "exact": _list_of("MatchCandidate"),
    "related": _list_of("MatchCandidate"),
    "similar": _list_of("MatchCandidate"),
    "sister_lists": _list_of("MatchEntry"),
    "company_url": _or_null(STRING, "The page of a company of this name. A blank means: there is none."),
}
_VERSION: Json = {
    "data_version": STRING,
    "data_date": {"type": "string", "format": "date"},
    "latest_edition": _or_null({"type": "integer"}, "A blank means: no edition is published."),
    "note": STRING,
}
MATCH_TAG = {"name": "match", "description": "Whether a domain, a name or a company is on the List."}
MATCH_SCHEMAS: Json = {
    "MatchEntry": _ENTRY,
    "MatchCandidate": _CANDIDATE,
    "MatchAnswer": _object(_ANSWER, "The answer to one query."),
}


def describe_match_paths() -> Json:
    """GET answers one query, POST many."""
    one = _object(_VERSION | _ANSWER)
    many = _object(_VERSION | {"answers": _list_of("MatchAnswer")})
    body = _object({"queries": {"type": "array", "items": STRING, "minItems": 1, "maxItems": MOST_ROWS}}) | {
        "example": {"queries": ["vk.com", "baidu.com"]}
    }
    about = (
        "Is a domain, a name or a company on the List? A printed host matches itself and its subdomains. "
        f"A query has at most {LONGEST_CHECK} characters; a longer one gets an answer that says so."
    )
    query = {
        "name": "q",
        "in": "query",
        "required": True,
        "description": "A domain, an address, a name in any script, or a company.",
        "schema": STRING,
        "example": "vk.com",
    }
    return {
        "/match": {
            "get": {
                "operationId": "match_one",
                "tags": [MATCH_TAG["name"]],
                "summary": "Check one query",
                "description": about,
                "parameters": [query],
                "responses": _describe_responses(one, "400", "429"),
            },
            "post": {
                "operationId": "match_many",
                "tags": [MATCH_TAG["name"]],
                "summary": f"Check up to {MOST_ROWS:,} queries",
                "description": f"{about} Answers come in the order of the queries.",
                "requestBody": {"required": True, "content": {"application/json": {"schema": body}}},
                "responses": _describe_responses(many, "400", "429"),
            },
        }
    }


def _describe_responses(schema: Json, *problems: str) -> Json:
    found = {"description": "What was asked for.", "content": {"application/json": {"schema": schema}}}
    return {"200": found} | {code: {"$ref": "#/components/responses/Problem"} for code in problems}
