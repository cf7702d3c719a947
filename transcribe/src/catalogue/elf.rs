//! Data symbols of a 64-bit little-endian ELF shared object (System V gABI, chapters 4 and 5), bounds-checked.

use super::CatalogueError;

const PROGBITS: u32 = 1;
const DYNSYM: u32 = 11;
const SECTION_HEADER: usize = 64;
const SYMBOL: usize = 24;

const BAD: CatalogueError = CatalogueError::Malformed("not a 64-bit ELF library");

/// A shared object held in memory.
pub(super) struct Elf<'a> {
    bytes: &'a [u8],
    sections: Vec<Section>,
}

#[derive(Clone, Copy)]
struct Section {
    kind: u32,
    address: u64,
    offset: u64,
    size: u64,
    link: u32,
}

impl<'a> Elf<'a> {
    pub(super) fn parse(bytes: &'a [u8]) -> Result<Self, CatalogueError> {
        // e_ident: magic, ELFCLASS64, ELFDATA2LSB.
        if bytes.get(..6) != Some(b"\x7fELF\x02\x01".as_slice()) || u16_at(bytes, 58)? as usize != SECTION_HEADER {
            return Err(BAD);
        }
        let start = u64_at(bytes, 40)?;
        let count = u16_at(bytes, 60)?;
        let sections = (0..u64::from(count))
            .map(|i| {
                let at = start.checked_add(i * SECTION_HEADER as u64).ok_or(BAD)?;
                let at = usize::try_from(at).map_err(|_| BAD)?;
                Ok(Section {
                    kind: u32_at(bytes, at + 4)?,
                    address: u64_at(bytes, at + 16)?,
                    offset: u64_at(bytes, at + 24)?,
                    size: u64_at(bytes, at + 32)?,
                    link: u32_at(bytes, at + 40)?,
                })
            })
            .collect::<Result<_, CatalogueError>>()?;
        Ok(Self { bytes, sections })
    }

    /// The bytes `NAME` points at; their number is the 64-bit value at the symbol `NAME_size`.
    pub(super) fn sized_data(&self, name: &str) -> Result<&'a [u8], CatalogueError> {
        let size = u64_at(self.data_at(self.address(&format!("{name}_size"))?, 8)?, 0)?;
        self.data_at(self.address(name)?, size)
    }

    fn address(&self, name: &str) -> Result<u64, CatalogueError> {
        let table = self.sections.iter().find(|s| s.kind == DYNSYM).ok_or(BAD)?;
        let names = self.content(*self.sections.get(table.link as usize).ok_or(BAD)?)?;
        for symbol in self.content(*table)?.chunks_exact(SYMBOL) {
            let at = u32_at(symbol, 0)? as usize;
            let found = names.get(at..).and_then(|rest| rest.split(|&b| b == 0).next());
            if found == Some(name.as_bytes()) {
                return u64_at(symbol, 8);
            }
        }
        Err(CatalogueError::Malformed("the library lacks an expected symbol"))
    }

    fn data_at(&self, address: u64, size: u64) -> Result<&'a [u8], CatalogueError> {
        let holds = |s: &&Section| {
            s.kind == PROGBITS && s.address != 0 && address.checked_sub(s.address).is_some_and(|d| d < s.size)
        };
        let section = self.sections.iter().find(holds).ok_or(BAD)?;
        let inside = usize::try_from(address - section.address).map_err(|_| BAD)?;
        let size = usize::try_from(size).map_err(|_| BAD)?;
        let end = inside.checked_add(size).ok_or(BAD)?;
        self.content(*section)?.get(inside..end).ok_or(BAD)
    }

    fn content(&self, section: Section) -> Result<&'a [u8], CatalogueError> {
        let end = section.offset.checked_add(section.size).ok_or(BAD)?;
        let range = usize::try_from(section.offset).ok().zip(usize::try_from(end).ok()).ok_or(BAD)?;
        self.bytes.get(range.0..range.1).ok_or(BAD)
    }
}

fn field<const N: usize>(bytes: &[u8], at: usize) -> Result<[u8; N], CatalogueError> {
    let end = at.checked_add(N).ok_or(BAD)?;
    bytes.get(at..end).and_then(|b| b.try_into().ok()).ok_or(BAD)
}

fn u16_at(bytes: &[u8], at: usize) -> Result<u16, CatalogueError> {
    field(bytes, at).map(u16::from_le_bytes)
}

fn u32_at(bytes: &[u8], at: usize) -> Result<u32, CatalogueError> {
    field(bytes, at).map(u32::from_le_bytes)
}

fn u64_at(bytes: &[u8], at: usize) -> Result<u64, CatalogueError> {
    field(bytes, at).map(u64::from_le_bytes)
}

#[cfg(test)]
pub(super) mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    /// A library with the given data symbols, each with its `_size` beside it.
    pub(in super::super) fn library(symbols: &[(&str, &[u8])]) -> Vec<u8> {
        const BASE: u64 = 0x1_0000;
        let (mut data, mut names, mut table) = (Vec::new(), vec![0_u8], vec![0_u8; SYMBOL]);
        let symbol = |name: &str, data: &mut Vec<u8>, names: &mut Vec<u8>, table: &mut Vec<u8>, bytes: &[u8]| {
            table.extend((names.len() as u32).to_le_bytes());
            table.extend([0; 4]);
            table.extend((BASE + data.len() as u64).to_le_bytes());
            table.extend([0; 8]);
            names.extend(name.as_bytes());
            names.push(0);
            data.extend(bytes);
        };
        for (name, bytes) in symbols {
            symbol(name, &mut data, &mut names, &mut table, bytes);
            let size = (bytes.len() as u64).to_le_bytes();
            symbol(&format!("{name}_size"), &mut data, &mut names, &mut table, &size);
        }
        let mut elf = b"\x7fELF\x02\x01".to_vec();
        elf.resize(64, 0);
        let mut headers = vec![0; SECTION_HEADER];
        for (kind, address, content, link) in
            [(PROGBITS, BASE, &data, 0_u32), (DYNSYM, 0, &table, 3), (3, 0, &names, 0)]
        {
            headers.extend([0; 4]);
            headers.extend(kind.to_le_bytes());
            headers.extend([0; 8]);
            headers.extend(address.to_le_bytes());
            headers.extend((elf.len() as u64).to_le_bytes());
            headers.extend((content.len() as u64).to_le_bytes());
            headers.extend(link.to_le_bytes());
            headers.extend([0; 20]);
            elf.extend(content.iter());
        }
        let start = elf.len() as u64;
        elf[40..48].copy_from_slice(&start.to_le_bytes());
        elf[58..60].copy_from_slice(&(SECTION_HEADER as u16).to_le_bytes());
        elf[60..62].copy_from_slice(&4_u16.to_le_bytes());
        elf.extend(headers);
        elf
    }

    #[test]
    fn the_data_of_a_symbol_is_read_with_its_size() {
        let bytes = library(&[("model", b"weights"), ("vocab", b"a 0\n")]);
        let elf = Elf::parse(&bytes).unwrap();
        assert_eq!(elf.sized_data("model").unwrap(), b"weights");
        assert_eq!(elf.sized_data("vocab").unwrap(), b"a 0\n");
        assert_eq!(elf.sized_data("absent").unwrap_err().code(), "malformed_package");
    }

    #[test]
    fn a_size_beyond_the_section_is_refused() {
        let mut bytes = library(&[("model", b"weights!")]);
        bytes[64 + 8..64 + 16].copy_from_slice(&u64::MAX.to_le_bytes());
        assert!(Elf::parse(&bytes).unwrap().sized_data("model").is_err());
    }

    #[test]
    fn no_cut_and_no_changed_byte_makes_it_panic() {
        let whole = library(&[("model", b"weights")]);
        for cut in 0..whole.len() {
            let _ = Elf::parse(&whole[..cut]).and_then(|elf| elf.sized_data("model").map(<[u8]>::len));
        }
        for at in 0..whole.len() {
            let mut changed = whole.clone();
            changed[at] = changed[at].wrapping_add(0x7f);
            let _ = Elf::parse(&changed).and_then(|elf| elf.sized_data("model").map(<[u8]>::len));
        }
    }
}
