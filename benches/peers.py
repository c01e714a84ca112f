"""Other programs on the same text: `peers.py re|spacy PATTERNS TEXT`, `peers.py duckdb RUNS`."""

import json
import re
import statistics
import sys
import time


def words(pattern):
    """A pattern of the list as spaCy's rules over tokens have it."""
    out = []
    for word in re.sub(r"\\b", "", pattern).split(" "):
        if alternatives := re.fullmatch(r"\(([\w|]+)\)", word):
            out.append({"TEXT": {"IN": alternatives[1].split("|")}})
        elif word.isalpha():
            out.append({"TEXT": word})
        elif word == r"\d{1,2},":
            out += [{"TEXT": {"REGEX": r"^\d{1,2}$"}}, {"TEXT": ","}]
        else:
            out.append({"TEXT": {"REGEX": f"^{word}$"}})
    return out


def spacy_ruler(patterns, text):
    import spacy

    nlp = spacy.blank("en")
    nlp.max_length = 10**9
    nlp.add_pipe("sentencizer")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "X", "pattern": words(p)} for p in patterns])
    return sum(len(doc.ents) for doc in nlp.pipe(text.split("\n\n")))


def duckdb_joins(runs):
    import duckdb

    db = duckdb.connect()
    db.execute("set threads = 1")
    db.execute("""create table tenure as select (i * 7919) % 20000 as office, i as person,
        (i * 31) % 18000 as starts, (i * 31) % 18000 + 1500 as ends from range(200000) t(i)""")
    # As in `joins.rs`: one claim in a hundred is of a day outside the tenure.
    db.execute("""create table claim as select (i * 7 % 200000 * 7919) % 20000 as office, i * 7 % 200000 as person,
        (i * 7 % 200000 * 31) % 18000 + case when i % 100 = 0 then 1700 else 700 end as day from range(1000000) t(i)""")
    db.execute("""create table meeting as select (i * 7919) % 60000 as who, (i * 31) % 400 as place,
        (i * 17) % 3000 as day, i as article from range(300000) t(i)""")
    queries = {
        "Q1": """select count(*) from claim c where not exists (select 1 from tenure t
            where t.office = c.office and t.person = c.person and c.day between t.starts and t.ends)""",
        "Q2": """select count(*) from meeting m join meeting n on m.who = n.who and m.place = n.place
            where m.article < n.article and abs(m.day - n.day) between 2 and 7""",
    }
    got = {}
    for name, query in queries.items():
        times = []
        for _ in range(runs):
            began = time.process_time()
            db.execute(query).fetchall()
            times.append((time.process_time() - began) * 1000)
        got[name] = round(statistics.median(times), 1)
    return got


def main():
    what, *rest = sys.argv[1:]
    if what == "duckdb":
        print(json.dumps(duckdb_joins(int(rest[0]))))
        return
    patterns = open(rest[0]).read().splitlines()
    text = open(rest[1]).read()
    if what == "re":
        print(sum(len(re.findall(p, text)) for p in patterns))
    else:
        print(spacy_ruler(patterns, text))


main()
