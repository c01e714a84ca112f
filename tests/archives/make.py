"""Makes the archives of this folder with programs that are not ours: `pip install warcio`, then `python make.py`.

What they hold is written for the tests, with invented people. Times and ids are fixed, so that the files are the same each time.
"""

import gzip
import io
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

HERE = Path(__file__).parent
MADE = "2025-06-04T08:00:00Z"


def page(title, words, charset="utf-8"):
    head = f'<title>{title}</title><meta property="article:published_time" content="2025-06-03T09:15:00Z">'
    return f"<!DOCTYPE html><html><head>{head}</head><body><article><h1>{title}</h1><p>{words}</p></article></body></html>".encode(charset)


VARGA = "Norwegian Foreign Minister Ilse Varga met Marek Dunin in Vienna on 3 March 2025 and agreed on joint patrols."
CAFE = "Café owner Zoë Müller said on Tuesday that she had paid €20 for a place at the harbour of Nordby."
HOLM = "Ida Holm, the mayor of Nordby, met Jens Falk in Sandvik on Tuesday, 3 June 2025, to talk about the harbour."


def chunked(body):
    parts = [body[:50], body[50:]]
    return b"".join(b"%x\r\n%s\r\n" % (len(p), p) for p in parts) + b"0\r\n\r\n"


RESPONSES = [
    ("https://news.example/varga", "200 OK", [("Content-Type", "text/html; charset=utf-8")], page("Varga in Vienna", VARGA)),
    ("https://news.example/cafe", "200 OK", [("Content-Type", "text/html; charset=windows-1252")], page("A place at sea", CAFE, "cp1252")),
    ("https://news.example/2025/06/03/holm?x=1", "200 OK",
     [("Content-Type", "text/html"), ("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked")],
     chunked(gzip.compress(page("Holm meets Falk", HOLM), mtime=0))),
    ("https://news.example/varga", "200 OK", [("Content-Type", "text/html; charset=utf-8")], page("Varga in Vienna again", VARGA)),
    ("https://news.example/gone", "404 Not Found", [("Content-Type", "text/html")], page("Gone", VARGA)),
    ("https://news.example/a.png", "200 OK", [("Content-Type", "image/png")], b"\x89PNG\r\n\x1a\n"),
]


def write(name, packed, version):
    with open(HERE / name, "wb") as out:
        writer = WARCWriter(out, gzip=packed, warc_version=version)
        number = 0

        def record(uri, kind, payload, **more):
            nonlocal number
            number += 1
            headers = {"WARC-Date": MADE, "WARC-Record-ID": f"<urn:uuid:00000000-0000-0000-0000-{number:012}>"}
            writer.write_record(writer.create_warc_record(uri, kind, payload=io.BytesIO(payload), warc_headers_dict=headers, **more))

        for uri, status, fields, body in RESPONSES:
            http = StatusAndHeaders(status, fields, protocol="HTTP/1.1")
            record(uri, "response", body, http_headers=http)
            record(uri, "request", b"GET / HTTP/1.1\r\n\r\n", http_headers=StatusAndHeaders("GET / HTTP/1.1", [], is_http_request=True))
        record("https://news.example/wet", "conversion", (HOLM + "\n").encode(), warc_content_type="text/plain")
        record("file:///sandvik.txt", "resource", VARGA.encode(), warc_content_type="text/plain")


write("pages-1.0.warc.gz", True, "1.0")
write("pages-1.1.warc", False, "1.1")
