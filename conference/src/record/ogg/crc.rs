//! The checksum of an Ogg page (RFC 3533, section 6): CRC-32, polynomial 0x04C11DB7, not reflected, starting at 0.

const TABLE: [u32; 256] = table();

const fn table() -> [u32; 256] {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let mut crc = (byte as u32) << 24;
        let mut bit = 0;
        while bit < 8 {
            crc = if crc & 0x8000_0000 != 0 { (crc << 1) ^ 0x04C1_1DB7 } else { crc << 1 };
            bit += 1;
        }
        table[byte] = crc;
        byte += 1;
    }
    table
}

/// The checksum of a page whose checksum field is zero.
pub(super) fn crc(page: &[u8]) -> u32 {
    page.iter().fold(0, |crc, byte| (crc << 8) ^ TABLE[usize::from((crc >> 24) as u8 ^ byte)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_the_one_of_the_catalogues() {
        // CRC-32/MPEG-2 without its initial value: same polynomial, check string of the CRC catalogue.
        assert_eq!(crc(b"123456789"), 0x89A1_897F);
    }
}
