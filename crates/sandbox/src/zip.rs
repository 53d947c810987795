//! Writes a ZIP archive of stored (uncompressed) files: enough for what `table=all` answers, and no dependency.

/// An archive of the given files, in their order.
pub(super) fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut directory = Vec::new();
    for (name, content) in files {
        let offset = word(bytes.len());
        let entry = entry(name, content);
        bytes.extend(b"PK\x03\x04");
        bytes.extend(&entry);
        bytes.extend(name.as_bytes());
        bytes.extend(*content);

        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(&entry);
        // No comment, first disk, no attributes.
        directory.extend([0; 10]);
        directory.extend(offset);
        directory.extend(name.as_bytes());
    }
    let end = end_of(files.len(), directory.len(), bytes.len());
    bytes.extend(directory);
    bytes.extend(end);
    bytes
}

/// What the local header and the directory say alike: version 2.0, names in UTF-8, stored, 1980-01-01, sizes.
fn entry(name: &str, content: &[u8]) -> Vec<u8> {
    let mut entry = vec![20, 0, 0, 8, 0, 0, 0, 0, 33, 0];
    entry.extend(crc32(content).to_le_bytes());
    entry.extend(word(content.len()));
    entry.extend(word(content.len()));
    entry.extend(half(name.len()));
    entry.extend(half(0));
    entry
}

fn end_of(files: usize, directory: usize, offset: usize) -> Vec<u8> {
    let mut end = b"PK\x05\x06\x00\x00\x00\x00".to_vec();
    end.extend(half(files));
    end.extend(half(files));
    end.extend(word(directory));
    end.extend(word(offset));
    end.extend(half(0));
    end
}

// The sandbox's own tables are a few kilobytes: sizes are far below the limits of the format.
fn word(size: usize) -> [u8; 4] {
    u32::try_from(size).unwrap_or(u32::MAX).to_le_bytes()
}

fn half(size: usize) -> [u8; 2] {
    u16::try_from(size).unwrap_or(u16::MAX).to_le_bytes()
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, &byte| {
        (0..8).fold(crc ^ u32::from(byte), |crc, _| {
            let mask = 0u32.wrapping_sub(crc & 1);
            (crc >> 1) ^ (0xEDB8_8320 & mask)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checksums_as_the_format_says() {
        assert_eq!(crc32(b"123456789"), 0xCBF4_3926);
    }

    #[test]
    fn lists_each_file_in_the_directory() {
        let bytes = archive(&[("users.csv", b"a,b\n"), ("é.csv", b"")]);
        let count = |magic: &[u8]| bytes.windows(4).filter(|window| window == &magic).count();
        assert_eq!(count(b"PK\x03\x04"), 2);
        assert_eq!(count(b"PK\x01\x02"), 2);
        let end = bytes.len() - 22;
        assert_eq!(&bytes[end..end + 4], b"PK\x05\x06");
        let start = u32::from_le_bytes(bytes[end + 16..end + 20].try_into().unwrap());
        assert_eq!(&bytes[start as usize..start as usize + 4], b"PK\x01\x02");
    }
}
