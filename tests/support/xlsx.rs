//! Writes small workbooks: a zip of stored XML, enough for a spreadsheet reader.

/// A sheet: its name, whether it is hidden, and its rows of raw cell XML without references.
pub struct Sheet<'a> {
    pub name: &'a str,
    pub hidden: bool,
    pub rows: &'a [&'a [&'a str]],
}

/// Cells are written as `s:text`, `n:1.5`, `d:46000.5` (a date), `b:1`, `e:#N/A`, `at:XFD9` (1, in another place), or
/// nothing.
pub fn workbook(sheets: &[Sheet<'_>]) -> Vec<u8> {
    let mut files = vec![
        ("[Content_Types].xml".to_owned(), CONTENT_TYPES.to_owned()),
        ("_rels/.rels".to_owned(), RELATIONS.to_owned()),
        ("xl/styles.xml".to_owned(), STYLES.to_owned()),
    ];
    let (mut list, mut relations) = (String::new(), String::new());
    for (at, sheet) in sheets.iter().enumerate() {
        let (name, id) = (sheet.name, at + 1);
        let state = if sheet.hidden { " state=\"hidden\"" } else { "" };
        list += &format!("<sheet name=\"{name}\" sheetId=\"{id}\"{state} r:id=\"rId{id}\"/>");
        relations +=
            &format!("<Relationship Id=\"rId{id}\" Type=\"{WORD}/worksheet\" Target=\"worksheets/sheet{id}.xml\"/>");
        files.push((format!("xl/worksheets/sheet{id}.xml"), sheet_xml(sheet.rows)));
    }
    relations += &format!("<Relationship Id=\"rId99\" Type=\"{WORD}/styles\" Target=\"styles.xml\"/>");
    files.push((
        "xl/workbook.xml".into(),
        format!("<workbook xmlns=\"{MAIN}\" xmlns:r=\"{WORD}\"><sheets>{list}</sheets></workbook>"),
    ));
    files.push((
        "xl/_rels/workbook.xml.rels".into(),
        format!("<Relationships xmlns=\"{PACKAGE}\">{relations}</Relationships>"),
    ));
    zip(&files)
}

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const WORD: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const CONTENT_TYPES: &str = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
    <Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>";
const RELATIONS: &str = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
    <Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" \
    Target=\"xl/workbook.xml\"/></Relationships>";
/// Style 1 is a date with a time (built-in format 22).
const STYLES: &str = "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
    <cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"22\" applyNumberFormat=\"1\"/></cellXfs></styleSheet>";

fn sheet_xml(rows: &[&[&str]]) -> String {
    let mut xml = String::new();
    for (row, cells) in rows.iter().enumerate() {
        xml += &format!("<row r=\"{}\">", row + 1);
        for (column, cell) in cells.iter().enumerate() {
            let place = format!("r=\"{}{}\"", char::from(b'A' + column as u8), row + 1);
            xml += &match cell.split_once(':') {
                Some(("s", text)) => format!("<c {place} t=\"inlineStr\"><is><t>{text}</t></is></c>"),
                Some(("at", elsewhere)) => format!("<c r=\"{elsewhere}\"><v>1</v></c>"),
                Some(("n", number)) => format!("<c {place}><v>{number}</v></c>"),
                Some(("d", number)) => format!("<c {place} s=\"1\"><v>{number}</v></c>"),
                Some((kind, value)) => format!("<c {place} t=\"{kind}\"><v>{value}</v></c>"),
                None => String::new(),
            };
        }
        xml += "</row>";
    }
    format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{xml}</sheetData></worksheet>")
}

/// A zip of files that are stored as they are (APPNOTE.TXT 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16).
pub fn zip(files: &[(String, String)]) -> Vec<u8> {
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    for (name, text) in files {
        let offset = bytes.len() as u32;
        let mut common = Vec::new();
        for word in [20_u16, 0x0800, 0, 0, 0x21] {
            common.extend(word.to_le_bytes());
        }
        for word in [crc32(text.as_bytes()), text.len() as u32, text.len() as u32] {
            common.extend(word.to_le_bytes());
        }
        for word in [name.len() as u16, 0] {
            common.extend(word.to_le_bytes());
        }
        bytes.extend(b"PK\x03\x04");
        bytes.extend(&common);
        bytes.extend(name.as_bytes());
        bytes.extend(text.as_bytes());
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(&common);
        directory.extend([0; 10]);
        directory.extend(offset.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let (begin, count) = (bytes.len() as u32, files.len() as u16);
    bytes.extend(&directory);
    bytes.extend(b"PK\x05\x06\0\0\0\0");
    bytes.extend([count.to_le_bytes(), count.to_le_bytes()].concat());
    bytes.extend((directory.len() as u32).to_le_bytes());
    bytes.extend(begin.to_le_bytes());
    bytes.extend([0, 0]);
    bytes
}

fn crc32(bytes: &[u8]) -> u32 {
    let step = |crc: u32, _| if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 };
    !bytes.iter().fold(!0, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), step))
}
