//! The cuts of one message's stream: each happens once, at its place.

use crate::script::answer::StreamCut;

/// The cuts that are still to come.
#[derive(Debug, Default)]
pub(crate) struct Cuts(Vec<Cut>);

#[derive(Debug)]
struct Cut {
    after: usize,
    by: StreamCut,
    /// The connection before it is over, and the next one is refused.
    closed: bool,
}

impl Cuts {
    pub(crate) fn new(cuts: Vec<(usize, StreamCut)>) -> Self {
        let cut = |(after, by)| Cut {
            after,
            by,
            closed: false,
        };
        Self(cuts.into_iter().map(cut).collect())
    }

    /// The refusal that a connection meets that goes on from this place.
    pub(crate) fn refusal(&mut self, from: usize) -> Option<StreamCut> {
        let closed = self.0.iter().position(|cut| cut.closed);
        let here = || self.0.iter().position(|cut| cut.after == from);
        let at = closed.or_else(here)?;
        self.0[at].by.refuses().then(|| self.0.remove(at).by)
    }

    /// The cut that a connection meets at this place.
    pub(crate) fn here(&mut self, place: usize) -> Option<StreamCut> {
        let at = self.0.iter().position(|cut| cut.after == place)?;
        if self.0[at].by.refuses() {
            self.0[at].closed = true;
            return Some(StreamCut::Close);
        }
        Some(self.0.remove(at).by)
    }
}

impl StreamCut {
    fn refuses(self) -> bool {
        matches!(
            self,
            Self::Unavailable | Self::NotFound | Self::ExpiredToken
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_cut_comes_once_and_in_its_order() {
        let mut cuts = Cuts::new(vec![
            (0, StreamCut::Unavailable),
            (2, StreamCut::Done),
            (2, StreamCut::NotFound),
        ]);
        assert_eq!(cuts.refusal(0), Some(StreamCut::Unavailable));
        assert_eq!(cuts.refusal(0), None);
        assert_eq!(cuts.here(1), None);
        assert_eq!(cuts.here(2), Some(StreamCut::Done));
        assert_eq!(cuts.refusal(2), Some(StreamCut::NotFound));
        assert_eq!((cuts.refusal(2), cuts.here(2)), (None, None));
    }

    #[test]
    fn refuses_a_client_that_begins_anew_too() {
        let mut cuts = Cuts::new(vec![(3, StreamCut::Unavailable)]);
        assert_eq!(cuts.here(3), Some(StreamCut::Close));
        assert_eq!(cuts.refusal(0), Some(StreamCut::Unavailable));
        assert_eq!(cuts.here(3), None);
    }
}
