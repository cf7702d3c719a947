//! IEEE 754 binary16 to and from binary32.

/// Exact.
pub(super) fn to_f32(half: u16) -> f32 {
    let sign = u32::from(half & 0x8000) << 16;
    let exponent = u32::from(half >> 10 & 0x1f);
    let fraction = u32::from(half & 0x3ff);
    match (exponent, fraction) {
        (0, 0) => f32::from_bits(sign),
        (0, _) => {
            // Subnormal: fraction * 2^-24.
            let value = fraction as f32 * f32::from_bits(0x3380_0000);
            if sign == 0 { value } else { -value }
        }
        (0x1f, _) => f32::from_bits(sign | 0x7f80_0000 | fraction << 13),
        _ => f32::from_bits(sign | (exponent + 112) << 23 | fraction << 13),
    }
}

/// Rounded to the nearest, ties to even.
pub(super) fn from_f32(value: f32) -> u16 {
    let bits = value.to_bits();
    let sign = (bits >> 16 & 0x8000) as u16;
    let magnitude = bits & 0x7fff_ffff;
    if magnitude >= 0x7f80_0000 {
        return sign | 0x7c00 | if magnitude > 0x7f80_0000 { 0x200 } else { 0 };
    }
    if magnitude >= 0x477f_f000 {
        return sign | 0x7c00;
    }
    if magnitude < 0x3880_0000 {
        // Subnormal or zero: adding 0.5 leaves the rounded fraction in the low bits.
        let shifted = f32::from_bits(magnitude) + 0.5;
        return sign | (shifted.to_bits() - 0x3f00_0000) as u16;
    }
    let odd = magnitude >> 13 & 1;
    sign | ((magnitude + 0xfff + odd - (112 << 23)) >> 13) as u16
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_half_comes_back_as_it_was() {
        for half in 0..=u16::MAX {
            let back = from_f32(to_f32(half));
            assert!(back == half || (to_f32(half).is_nan() && to_f32(back).is_nan()), "{half:04x} {back:04x}");
        }
    }

    #[test]
    fn known_values_and_ties_are_right() {
        assert_eq!(to_f32(0x3c00), 1.0);
        assert_eq!(to_f32(0xc500), -5.0);
        assert_eq!(to_f32(1), 5.960_464_5e-8);
        assert_eq!(from_f32(65_504.0), 0x7bff);
        assert_eq!(from_f32(65_520.0), 0x7c00);
        assert_eq!(from_f32(1.0 + 1.0 / 2048.0), 0x3c00, "tie to even");
        assert_eq!(from_f32(1.0 + 3.0 / 2048.0), 0x3c02, "tie to even");
    }
}
