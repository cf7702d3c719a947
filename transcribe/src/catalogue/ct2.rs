//! A CTranslate2 model file, read as named tensors without copying.
//!
//! Layout, little endian: version, name and revision of the specification, number of variables; for each its name,
//! rank, dimensions, type, byte length, bytes. Strings carry a 16-bit length that counts their trailing NUL. Aliases
//! follow; they only say that the output projection is the embedding again and are not needed.

use std::collections::BTreeMap;

use super::CatalogueError;

const VERSION: u32 = 6;
const MOST_VARIABLES: u32 = 10_000;
const HIGHEST_RANK: u8 = 4;
const BAD: CatalogueError = CatalogueError::Malformed("not a CTranslate2 version 6 file");

/// Element types that occur in float16 Whisper files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    F32,
    F16,
    /// Types only flags and indices have.
    Other,
}

/// One tensor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Variable<'a> {
    pub(super) dims: Vec<usize>,
    pub(super) kind: Kind,
    pub(super) bytes: &'a [u8],
}

/// All tensors by name.
pub(super) type Variables<'a> = BTreeMap<String, Variable<'a>>;

pub(super) fn parse(bytes: &[u8]) -> Result<Variables<'_>, CatalogueError> {
    let mut rest = Reader(bytes);
    if rest.u32()? != VERSION || rest.string()? != "WhisperSpec" {
        return Err(BAD);
    }
    let _revision = rest.u32()?;
    let count = rest.u32()?;
    if count > MOST_VARIABLES {
        return Err(CatalogueError::LimitExceeded("variables of a model"));
    }
    let mut variables = Variables::new();
    for _ in 0..count {
        let name = rest.string()?.to_owned();
        variables.insert(name, rest.variable()?);
    }
    Ok(variables)
}

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, n: usize) -> Result<&'a [u8], CatalogueError> {
        let (head, tail) = self.0.split_at_checked(n).ok_or(BAD)?;
        self.0 = tail;
        Ok(head)
    }

    fn u8(&mut self) -> Result<u8, CatalogueError> {
        Ok(self.take(1)?[0])
    }

    fn u32(&mut self) -> Result<u32, CatalogueError> {
        self.take(4)?.try_into().map(u32::from_le_bytes).map_err(|_| BAD)
    }

    fn string(&mut self) -> Result<&'a str, CatalogueError> {
        let length = self.take(2)?.try_into().map(u16::from_le_bytes).map_err(|_| BAD)?;
        let bytes = self.take(usize::from(length))?;
        std::str::from_utf8(bytes.strip_suffix(b"\0").unwrap_or(bytes)).map_err(|_| BAD)
    }

    fn variable(&mut self) -> Result<Variable<'a>, CatalogueError> {
        let rank = self.u8()?;
        if rank > HIGHEST_RANK {
            return Err(BAD);
        }
        let dims: Vec<usize> = (0..rank).map(|_| self.u32().map(|d| d as usize)).collect::<Result<_, _>>()?;
        let (kind, size) = match self.u8()? {
            0 => (Kind::F32, 4),
            4 => (Kind::F16, 2),
            1 => (Kind::Other, 1),
            2 | 5 => (Kind::Other, 2),
            3 => (Kind::Other, 4),
            _ => return Err(BAD),
        };
        let length = self.u32()? as usize;
        let expected = dims.iter().try_fold(size, |product: usize, &d| product.checked_mul(d));
        if expected != Some(length) {
            return Err(BAD);
        }
        Ok(Variable { dims, kind, bytes: self.take(length)? })
    }
}

#[cfg(test)]
pub(super) mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    /// Writes a file of the given tensors: name, dimensions, type code, bytes.
    pub(in super::super) fn file(variables: &[(String, Vec<u32>, u8, Vec<u8>)]) -> Vec<u8> {
        let string = |text: &str| {
            let mut bytes = (text.len() as u16 + 1).to_le_bytes().to_vec();
            bytes.extend(text.as_bytes());
            bytes.push(0);
            bytes
        };
        let mut out = VERSION.to_le_bytes().to_vec();
        out.extend(string("WhisperSpec"));
        out.extend(3_u32.to_le_bytes());
        out.extend((variables.len() as u32).to_le_bytes());
        for (name, dims, kind, bytes) in variables {
            out.extend(string(name));
            out.push(dims.len() as u8);
            dims.iter().for_each(|d| out.extend(d.to_le_bytes()));
            out.push(*kind);
            out.extend((bytes.len() as u32).to_le_bytes());
            out.extend(bytes);
        }
        out.extend(0_u32.to_le_bytes());
        out
    }

    #[test]
    fn tensors_are_read_by_name() {
        let bytes = file(&[
            ("a/weight".into(), vec![2, 1], 4, vec![0, 0x3c, 0, 0x40]),
            ("a/num_heads".into(), vec![], 2, vec![8, 0]),
        ]);
        let read = parse(&bytes).unwrap();
        assert_eq!(read["a/weight"], Variable { dims: vec![2, 1], kind: Kind::F16, bytes: &[0, 0x3c, 0, 0x40] });
        assert_eq!(read["a/num_heads"].bytes, [8, 0]);
    }

    #[test]
    fn a_length_that_does_not_fit_the_dimensions_is_refused() {
        assert!(parse(&file(&[("a".into(), vec![3], 0, vec![0; 8])])).is_err());
        assert!(parse(&file(&[("a".into(), vec![u32::MAX, u32::MAX, u32::MAX, u32::MAX], 0, vec![])])).is_err());
    }

    #[test]
    fn a_cut_file_is_refused_at_every_place() {
        let whole = file(&[("a".into(), vec![1], 0, vec![0; 4])]);
        for cut in 0..whole.len() - 4 {
            assert!(parse(&whole[..cut]).is_err(), "{cut}");
        }
    }
}
