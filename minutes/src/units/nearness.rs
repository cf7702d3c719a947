//! How near units are to each other in the tree.

use std::collections::HashMap;

use giaoban_models::gazetteer::Gazetteer;
use giaoban_models::id::UnitId;

/// The tree and the groups of a units file.
pub struct Nearness {
    index: HashMap<UnitId, usize>,
    parent: Vec<Option<usize>>,
    members: Vec<Vec<usize>>,
}

impl Nearness {
    pub fn new(gazetteer: &Gazetteer) -> Self {
        let index: HashMap<UnitId, usize> =
            gazetteer.units.iter().enumerate().map(|(n, u)| (u.id.clone(), n)).collect();
        let parent = gazetteer.units.iter().map(|u| u.parent_id.as_ref().and_then(|p| index.get(p).copied())).collect();
        let members =
            gazetteer.units.iter().map(|u| u.members.iter().filter_map(|m| index.get(m).copied()).collect()).collect();
        Self { index, parent, members }
    }

    /// The unit and all above it; a ring in a broken file ends after as many steps as there are units.
    fn line(&self, unit: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(Some(unit), |u| self.parent[*u]).take(self.parent.len())
    }

    /// Smaller is nearer: what stands under the home first, then itself, then by the way up to a common unit.
    pub fn between(&self, home: Option<usize>, unit: usize) -> usize {
        let Some(home) = home else { return self.line(unit).count() };
        if let Some(below) = self.line(unit).position(|u| u == home) {
            return if below == 0 { 3 } else { below.min(2) };
        }
        let up = self.line(home).position(|u| self.line(unit).any(|v| v == u)).unwrap_or(self.parent.len());
        let down = self.line(unit).position(|u| self.line(home).any(|v| v == u)).unwrap_or(self.parent.len());
        10 + up * 4 + down
    }

    pub fn is_above(&self, upper: &UnitId, unit: &UnitId) -> bool {
        match (self.index.get(upper), self.index.get(unit)) {
            (Some(upper), Some(unit)) => self.line(*unit).any(|u| u == *upper),
            _ => false,
        }
    }

    pub fn holds(&self, group: &UnitId, unit: &UnitId) -> bool {
        match (self.index.get(group), self.index.get(unit)) {
            (Some(group), Some(unit)) => self.members[*group].contains(unit),
            _ => false,
        }
    }
}
