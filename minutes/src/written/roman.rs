//! Roman figures (chữ số La Mã), as quarters, terms, chapters and annexes carry them.

/// A number from 1 to 99 in Roman figures; none beyond.
pub fn roman(value: u64) -> Option<String> {
    const TENS: [&str; 10] = ["", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX", "XC"];
    const UNITS: [&str; 10] = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    let value = usize::try_from(value).ok().filter(|n| (1..100).contains(n))?;
    Some(format!("{}{}", TENS[value / 10], UNITS[value % 10]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roman_figures_end_where_nobody_uses_them() {
        for (value, figures) in [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (21, "XXI"), (49, "XLIX")] {
            assert_eq!(roman(value).as_deref(), Some(figures));
        }
        assert_eq!((roman(0), roman(100)), (None, None));
    }
}
