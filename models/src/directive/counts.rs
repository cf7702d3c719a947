//! How many directives there are, by the official identity: total = done on time + done late + within + overdue +
//! without due date + stopped.

use super::Timeliness;

/// Counts of directives (số liệu tổng hợp).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Tổng số.
    pub total: u32,
    /// Hoàn thành đúng hạn.
    pub done_on_time: u32,
    /// Hoàn thành quá hạn.
    pub done_late: u32,
    /// Đang thực hiện trong hạn, those due soon among them.
    pub within: u32,
    /// Sắp đến hạn.
    pub due_soon: u32,
    /// Đang thực hiện quá hạn.
    pub overdue: u32,
    /// Không thời hạn, not done.
    pub no_due_date: u32,
    /// Tạm dừng, thu hồi.
    pub stopped: u32,
}

impl Counts {
    /// Counts one directive.
    pub fn add(&mut self, timeliness: Timeliness) {
        self.total += 1;
        match timeliness {
            Timeliness::DoneOnTime => self.done_on_time += 1,
            Timeliness::DoneLate => self.done_late += 1,
            Timeliness::Within => self.within += 1,
            Timeliness::DueSoon => {
                self.within += 1;
                self.due_soon += 1;
            }
            Timeliness::Overdue => self.overdue += 1,
            Timeliness::NoDueDate => self.no_due_date += 1,
            Timeliness::Stopped => self.stopped += 1,
        }
    }

    /// The right side of the identity.
    #[must_use]
    pub fn parts(&self) -> u32 {
        self.done_on_time + self.done_late + self.within + self.overdue + self.no_due_date + self.stopped
    }

    /// What fell due: the denominator of published ratios, not the total.
    #[must_use]
    pub fn fallen_due(&self) -> u32 {
        self.done_on_time + self.done_late + self.overdue
    }
}

impl FromIterator<Timeliness> for Counts {
    fn from_iter<T: IntoIterator<Item = Timeliness>>(all: T) -> Self {
        let mut counts = Self::default();
        all.into_iter().for_each(|timeliness| counts.add(timeliness));
        counts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(parts: &[(Timeliness, usize)]) -> Counts {
        parts.iter().flat_map(|(timeliness, count)| std::iter::repeat_n(*timeliness, *count)).collect()
    }

    #[test]
    fn the_published_figures_add_up() {
        use Timeliness::{DoneLate, DoneOnTime, DueSoon, Overdue, Within};
        // Report 1270/BC-TCTTTg of the Prime Minister's working group, 2017.
        let nation = of(&[(DoneOnTime, 14_068), (DoneLate, 1_983), (Within, 5_000), (DueSoon, 640), (Overdue, 223)]);
        assert_eq!((nation.total, nation.parts()), (21_914, 21_914));
        assert_eq!((nation.within, nation.due_soon), (5_640, 640));
        let done = f64::from(nation.done_on_time + nation.done_late);
        // Printed as 98,62 %; the exact quotient is 98,63.
        assert!((done * 100.0 / f64::from(nation.fallen_due()) - 98.62).abs() < 0.02);
        // Quảng Nam, 1 January to 6 July 2020.
        let province = of(&[(DoneOnTime, 585), (Within, 67), (Overdue, 181)]);
        assert_eq!((province.total, province.parts()), (833, 833));
        // Hải Phòng, ten months of 2018, printed a total of 15.533 over parts that make one less.
        let city = of(&[(DoneOnTime, 13_119), (Within, 2_065), (Overdue, 348)]);
        assert_eq!(city.total, 15_532);
    }
}
