#!/usr/bin/env python3
"""Makes what fuzzing begins with into fuzz/seeds/: the demo book, the starters, the refused books, and small
workbooks; and a dictionary of the words YAML may hold. The same files in, the same seeds out.

A seed is a text of several files, each after a line `#file PATH` (see fuzz/src/lib.rs).
"""

import json
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT / "fuzz" / "seeds"
# A larger input costs more time than it finds.
LIMIT = 16_384
TEXT = {".csv", ".tsv", ".json", ".ndjson", ".jsonl"}
SPREADSHEETS = {".xlsx", ".xls", ".ods", ".xlsb"}

WORKBOOK = """#file data/plan.xlsx/[Content_Types].xml
<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>
#file data/plan.xlsx/xl/_rels/workbook.xml.rels
<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet2.xml"/></Relationships>
#file data/plan.xlsx/xl/workbook.xml
<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><workbookPr date1904="0"/><sheets><sheet name="Plan" sheetId="1" r:id="rId1"/><sheet name="Notes" sheetId="2" state="hidden" r:id="rId2"/></sheets></workbook>
#file data/plan.xlsx/xl/styles.xml
<?xml version="1.0"?><styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy-mm-dd"/></numFmts><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="46"/></cellXfs></styleSheet>
#file data/plan.xlsx/xl/sharedStrings.xml
<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="2" uniqueCount="2"><si><t>month</t></si><si><r><t>am</t></r><r><t>ount</t></r></si></sst>
#file data/plan.xlsx/xl/worksheets/sheet1.xml
<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:C3"/><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="inlineStr"><is><t>shop</t></is></c></row><row r="2"><c r="A2" s="1"><v>46326</v></c><c r="B2"><v>1.5</v></c><c r="C2" t="b"><v>1</v></c></row><row r="3"><c r="A3" s="2"><v>1.5</v></c><c r="B3" t="e"><v>#REF!</v></c><c r="C3" t="str"><f>A1</f><v>x</v></c></row></sheetData><mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells></worksheet>
#file data/plan.xlsx/xl/worksheets/sheet2.xml
<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/></worksheet>
"""

OPEN_DOCUMENT = """#file data/plan.ods/mimetype
application/vnd.oasis.opendocument.spreadsheet
#file data/plan.ods/META-INF/manifest.xml
<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>
#file data/plan.ods/content.xml
<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet><table:table table:name="Plan"><table:table-row><table:table-cell office:value-type="string"><text:p>month</text:p></table:table-cell><table:table-cell table:number-columns-repeated="2" office:value-type="float" office:value="1.5"/></table:table-row><table:table-row table:number-rows-repeated="2"><table:table-cell office:value-type="date" office:date-value="2026-10-31"/><table:table-cell office:value-type="boolean" office:boolean-value="true"/></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>
"""

TABLES = {
    "plain.csv": b"month,shop,amount\n2026-09,N,1.5\n2026-10,\xe5\x8c\x97,2\n",
    "semicolon.csv": b"month;amount\r\n2026-09;1,5\r\n",
    "tabs.tsv": b"month\tamount\n2026-09\t1\n",
    "quoted.csv": b'month,"a ""b"" c"\n2026-09,"two\nlines"\n',
    "gb18030.csv": "月份,金额\n2026年9月,1.2万\n".encode("gb18030"),
    "utf16.csv": "月份,金额\n2026-09,1\n".encode("utf-16"),
    "mark.csv": b"\xef\xbb\xbfmonth,amount\n2026-09,1\n",
    "doubled.csv": b"\n\nmonth,month,,\xc2\xa0\n1,2,3,4\n",
    "rows.json": b'[{"month": "2026-09", "amount": 1.5}]',
    "lines.ndjson": b'{"month": "2026-09", "amount": 1.5}\n{"month": null}\n',
}


def joined(folder: Path, ends: set[str]) -> bytes:
    """The files of a book as one seed, as many as fit."""
    parts = []
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and path.suffix in ends and not name.startswith(("site/", "templates/")):
            parts.append(f"#file {name}\n".encode() + path.read_bytes().rstrip(b"\n") + b"\n")
    seed = b""
    for part in parts:
        if len(seed) + len(part) <= LIMIT:
            seed += part
    return seed


def books() -> dict[str, Path]:
    found = {f"refused-{path.name}": path for path in sorted((ROOT / "tests/refused").iterdir()) if path.is_dir()}
    found |= {f"book-{path.name}": path for path in sorted((ROOT / "tests/books").iterdir()) if path.is_dir()}
    found |= {f"starter-{path.name}": path for path in sorted((ROOT / "starters").iterdir()) if path.is_dir()}
    return found


def words(schema: object) -> set[str]:
    """Every field name and every word of a choice."""
    found = set()
    if isinstance(schema, dict):
        found |= set(schema.get("properties", {}))
        found |= {word for word in schema.get("enum", []) + [schema.get("const")] if isinstance(word, str)}
        for value in schema.values():
            found |= words(value)
    elif isinstance(schema, list):
        for value in schema:
            found |= words(value)
    return found


def write(target: str, name: str, seed: bytes) -> None:
    if seed:
        path = SEEDS / target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(seed)


def main() -> None:
    shutil.rmtree(SEEDS, ignore_errors=True)
    yaml = {".yaml", ".yml", ".sql"}
    for name, folder in books().items():
        write("definition", name, joined(folder, yaml))
        write("data", name, joined(folder, TEXT))
        write("book", name, joined(folder, yaml | TEXT))
    # The demo is larger than an input may be: each of its documents stands alone.
    for path in sorted((ROOT / "scorecards").glob("*.yaml")):
        write("definition", f"demo-{path.name}", path.read_bytes()[:LIMIT])
    for name, content in TABLES.items():
        for target in ("data", "book"):
            write(target, name, f"#file data/{name}\n".encode() + content)
    for target in ("data", "book"):
        write(target, "workbook", WORKBOOK.encode())
        write(target, "open-document", OPEN_DOCUMENT.encode())
    for path in sorted((ROOT / "tests").rglob("*")):
        if path.suffix in SPREADSHEETS and path.is_file() and path.stat().st_size <= LIMIT:
            write("data", f"file-{path.parent.parent.name}-{path.name}", f"#file data/{path.name}\n".encode() + path.read_bytes())
    vocabulary = set().union(*(words(json.loads(path.read_text())) for path in sorted((ROOT / "schema").glob("*.json"))))
    lines = [f'"{word}"' for word in sorted(vocabulary) if word.isascii() and '"' not in word and "\\" not in word]
    (SEEDS / "words.dict").write_text("\n".join(lines + ['"#file "']) + "\n")


main()
