//! Joins the two most alike groups again and again, for as long as a rule says so. Two groups are as alike as
//! their weighted means: the cosine between them.
//!
//! The table of cosines grows with the square of the number of groups. Long recordings are therefore joined in
//! blocks first, as far as their prints are surely of one voice, and the blocks' groups again.

/// Prints that were joined.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// Indexes of the prints.
    pub members: Vec<usize>,
    /// Sum of the weights.
    pub weight: f32,
    /// Weighted sum of the unit vectors.
    sum: Vec<f32>,
}

/// Groups in one table of cosines.
const MOST_IN_BLOCK: usize = 1_000;
/// Groups of a block are joined above this cosine, before blocks meet.
const JOIN_IN_BLOCK: f32 = 0.9;

impl Group {
    /// One print. Its index is given by [`agglomerate`].
    pub fn of(vector: &[f32], weight: f32) -> Self {
        Self { members: Vec::new(), weight, sum: vector.iter().map(|value| value * weight).collect() }
    }

    /// The mean direction, unit length.
    pub fn centre(&self) -> Vec<f32> {
        let length = dot(&self.sum, &self.sum).sqrt();
        let scale = if length > 0.0 { 1.0 / length } else { 0.0 };
        self.sum.iter().map(|value| value * scale).collect()
    }

    /// Takes the prints of `other` in.
    pub fn join(&mut self, other: Group) {
        self.members.extend(other.members);
        self.weight += other.weight;
        for (sum, value) in self.sum.iter_mut().zip(&other.sum) {
            *sum += value;
        }
    }
}

/// Joins the most alike groups while `may_join(number of groups, cosine)` says so. A group without members
/// gets its own index as its only one.
pub fn agglomerate(mut groups: Vec<Group>, may_join: impl Fn(usize, f32) -> bool) -> Vec<Group> {
    for (index, group) in groups.iter_mut().enumerate() {
        if group.members.is_empty() {
            group.members.push(index);
        }
    }
    while groups.len() > MOST_IN_BLOCK {
        let before = groups.len();
        let mut rest = groups.into_iter().peekable();
        let mut joined = Vec::new();
        while rest.peek().is_some() {
            let block: Vec<Group> = rest.by_ref().take(MOST_IN_BLOCK / 2).collect();
            joined.extend(join_block(block, |_, cosine| cosine >= JOIN_IN_BLOCK));
        }
        groups = joined;
        if groups.len() == before {
            // So many different voices are noise; halve the blocks' groups all the same.
            groups = halve(groups);
        }
    }
    join_block(groups, may_join)
}

/// Joins within each block of [`MOST_IN_BLOCK`] / 2 the most alike until half are left.
fn halve(groups: Vec<Group>) -> Vec<Group> {
    let mut rest = groups.into_iter().peekable();
    let mut joined = Vec::new();
    while rest.peek().is_some() {
        let block: Vec<Group> = rest.by_ref().take(MOST_IN_BLOCK / 2).collect();
        let half = block.len().div_ceil(2);
        joined.extend(join_block(block, |groups, _| groups > half));
    }
    joined
}

fn join_block(groups: Vec<Group>, may_join: impl Fn(usize, f32) -> bool) -> Vec<Group> {
    let mut cosines = Cosines::between(&groups);
    let mut groups: Vec<Option<Group>> = groups.into_iter().map(Some).collect();
    let mut left = groups.len();
    while let Some((kept, taken, cosine)) = cosines.most_alike() {
        if !may_join(left, cosine) {
            break;
        }
        let (Some(other), Some(group)) = (groups[taken].take(), groups[kept].as_mut()) else { break };
        group.join(other);
        cosines.joined(kept, taken, group.centre());
        left -= 1;
    }
    groups.into_iter().flatten().collect()
}

/// The cosines between all groups of a block, with each group's nearest among those after it.
struct Cosines {
    centres: Vec<Vec<f32>>,
    /// Row by row; [`GONE`] on the diagonal and where one of the two is gone.
    table: Vec<f32>,
    nearest: Vec<Option<(usize, f32)>>,
}

/// Below any cosine.
const GONE: f32 = f32::NEG_INFINITY;

impl Cosines {
    fn between(groups: &[Group]) -> Self {
        let centres: Vec<Vec<f32>> = groups.iter().map(Group::centre).collect();
        let count = centres.len();
        let mut cosines = Self { nearest: vec![None; count], table: vec![GONE; count * count], centres };
        for row in 0..count {
            for column in row + 1..count {
                let cosine = dot(&cosines.centres[row], &cosines.centres[column]);
                cosines.set(row, column, cosine);
            }
            cosines.find_nearest(row);
        }
        cosines
    }

    /// The two most alike groups, the first before the second, and their cosine.
    fn most_alike(&self) -> Option<(usize, usize, f32)> {
        let found = |(row, nearest): (usize, &Option<(usize, f32)>)| {
            nearest.map(|(other, cosine)| (row, other, cosine))
        };
        self.nearest.iter().enumerate().filter_map(found).max_by(|a, b| a.2.total_cmp(&b.2))
    }

    /// Group `taken` became part of `kept`, which now has this centre.
    fn joined(&mut self, kept: usize, taken: usize, centre: Vec<f32>) {
        let count = self.centres.len();
        self.centres[kept] = centre;
        for other in 0..count {
            // A group has no cosine with itself, nor with one that is gone.
            if self.table[kept * count + other] > GONE {
                let cosine = dot(&self.centres[kept], &self.centres[other]);
                self.set(kept, other, cosine);
            }
            self.set(taken, other, GONE);
        }
        for row in 0..count {
            let pointed_there = self.nearest[row].is_some_and(|(near, _)| near == taken || near == kept);
            if row == kept || row == taken || pointed_there {
                self.find_nearest(row);
            } else if row < kept
                && self.table[row * count + kept] > self.nearest[row].map_or(GONE, |near| near.1)
            {
                self.nearest[row] = Some((kept, self.table[row * count + kept]));
            }
        }
    }

    fn set(&mut self, a: usize, b: usize, cosine: f32) {
        let count = self.centres.len();
        self.table[a * count + b] = cosine;
        self.table[b * count + a] = cosine;
    }

    fn find_nearest(&mut self, row: usize) {
        let count = self.centres.len();
        let after = &self.table[row * count + row + 1..(row + 1) * count];
        self.nearest[row] = after
            .iter()
            .enumerate()
            .filter(|(_, cosine)| **cosine > GONE)
            .max_by(|a, b| a.1.total_cmp(b.1))
            .map(|(distance, cosine)| (row + 1 + distance, *cosine));
    }
}

/// Scalar product.
pub fn dot(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at_degrees(degrees: f32) -> Group {
        let radians = degrees.to_radians();
        Group::of(&[radians.cos(), radians.sin()], 1.0)
    }

    #[test]
    fn the_most_alike_are_joined_first_and_the_rule_stops_it() {
        let groups = [0.0, 50.0, 4.0, 54.0, 52.0].map(at_degrees).to_vec();
        let joined = agglomerate(groups, |_, cosine| cosine > 0.9);
        let members: Vec<Vec<usize>> = joined
            .iter()
            .map(|group| {
                let mut members = group.members.clone();
                members.sort_unstable();
                members
            })
            .collect();
        assert_eq!(members, [vec![0, 2], vec![1, 3, 4]]);
        assert!((joined[1].centre()[1] - 52.0_f32.to_radians().sin()).abs() < 1e-3);
    }

    #[test]
    fn a_number_of_groups_can_be_asked_for() {
        let groups: Vec<Group> = (0..20).map(|index| at_degrees(index as f32 * 9.0)).collect();
        assert_eq!(agglomerate(groups, |groups, _| groups > 3).len(), 3);
        assert!(agglomerate(Vec::new(), |_, _| true).is_empty());
    }

    #[test]
    fn thousands_of_prints_are_joined_in_blocks() {
        let groups: Vec<Group> =
            (0..3_000).map(|index| at_degrees((index % 2) as f32 * 90.0 + (index % 7) as f32)).collect();
        let joined = agglomerate(groups, |_, cosine| cosine > 0.5);
        assert_eq!(joined.len(), 2);
        assert_eq!(joined.iter().map(|group| group.members.len()).sum::<usize>(), 3_000);
        assert!(joined.iter().all(|group| {
            let parity = group.members[0] % 2;
            group.members.iter().all(|member| member % 2 == parity)
        }));
    }
}
