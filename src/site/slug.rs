//! Names of folders: ids as they are where a file system and a web server take them, else something near and unique.

/// Names that file systems keep for themselves, whatever the case and ending.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// Longer names are cut: file systems allow 255 bytes.
const LONGEST: usize = 80;

/// Bytes of an id's hash in its folder name where the id alone will not do.
const HASH: usize = 10;

/// The folder name of an id.
///
/// `reserved` are names the site itself uses at this place; such an id gets an underscore, which no id can hold.
/// Anything but lower-case letters, digits and hyphens (`East/1`, `朝阳店`) becomes what is left of it and a hash,
/// so that two ids never share a folder, on no file system.
pub(super) fn slug(id: &str, reserved: &[&str]) -> String {
    let plain = !id.is_empty() && id.len() <= LONGEST && id.bytes().all(is_plain);
    if !plain {
        return hashed(id);
    }
    if reserved.contains(&id) || is_device(id) { format!("{id}_") } else { id.to_owned() }
}

fn is_plain(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'
}

/// `con`, `com1`: Windows opens a device instead of a folder.
fn is_device(id: &str) -> bool {
    let numbered = |name: &str| id.strip_prefix(name).is_some_and(|rest| rest.len() == 1);
    DEVICES.contains(&id) || numbered("com") || numbered("lpt")
}

fn hashed(id: &str) -> String {
    let readable: String =
        id.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect();
    let readable: String = readable.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-");
    let readable: String = readable.chars().take(LONGEST / 2).collect();
    let hash = blake3::hash(id.as_bytes()).to_hex();
    let hash: String = hash.chars().take(HASH).collect();
    format!("{readable}_{hash}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_stay_as_they_are_where_they_can() {
        assert_eq!(slug("keep-customers", &["map"]), "keep-customers");
        assert_eq!(slug("map", &["map"]), "map_");
        assert_eq!([slug("con", &[]), slug("com1", &[]), slug("com10", &[])], ["con_", "com1_", "com10"]);
    }

    #[test]
    fn ids_from_data_become_safe_and_stay_apart() {
        assert_eq!(slug("East/1", &[]).split('_').next(), Some("east-1"));
        assert_ne!(slug("East/1", &[]), slug("East 1", &[]));
        assert_ne!(slug("B01", &[]).to_lowercase(), slug("b01", &[]));
        assert!(slug("../../etc", &[]).starts_with("etc_"));
        assert!(slug("朝阳店", &[]).bytes().all(|b| is_plain(b) || b == b'_'));
        assert!(slug(&"x".repeat(300), &[]).len() < LONGEST);
    }
}
