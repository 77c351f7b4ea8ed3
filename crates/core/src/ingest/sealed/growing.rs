//! A set in pieces while it is read: texts, entries of lists and events as they come, so that whoever takes them need not
//! wait for the last; at the end all else, and the order of the events.

use super::super::number;
use super::super::pack::seal;
use super::super::rows::{Mark, Rows};
use super::pieces::{EVENTS, GROWN, MOST_EVENTS, ORDER, texts_piece};
use super::{VERSION, sealed, tables};
use crate::model::DataSet;
use std::collections::VecDeque;

/// Places of events in a piece.
const MOST_PLACES: usize = 1 << 16;

/// What has been made of a set that grows. Its lists and texts grow at their ends alone.
#[derive(Debug, Default)]
pub(in crate::ingest) struct Growing {
    texts: usize,
    /// Sources, actors and places.
    lists: [usize; 3],
    events: usize,
    mark: Mark,
    pub(super) ready: VecDeque<Vec<u8>>,
}

/// The end of a set of which pieces were made while it was read: the last of these, and the order of its events.
#[derive(Debug)]
pub struct Grown {
    pub(super) ready: VecDeque<Vec<u8>>,
    pub(super) order: Vec<u32>,
}

impl Growing {
    /// Whether as many events as make a piece have come.
    pub(in crate::ingest) fn is_due(&self, events: usize) -> bool {
        events >= self.events + MOST_EVENTS
    }

    /// Whether anything has been made yet.
    pub(in crate::ingest) fn has_begun(&self) -> bool {
        self.texts > 0
    }

    /// Makes pieces of what came since, with `events` of them in all.
    pub(in crate::ingest) fn take(&mut self, data: &DataSet, rows: &Rows, events: usize) {
        while let Some((language, lines)) = data.texts.in_first()
            && self.texts < lines.len()
        {
            let (piece, next) = texts_piece(language, lines, self.texts);
            self.ready.push_back(piece);
            self.texts = next;
        }
        let lists = [data.sources.len(), data.actors.len(), data.places.len()];
        if lists != self.lists {
            let [sources, actors, places] = self.lists;
            let came = DataSet {
                sources: data.sources[sources..].to_vec(),
                actors: data.actors[actors..].to_vec(),
                places: data.places[places..].to_vec(),
                ..DataSet::default()
            };
            self.ready.push_back(sealed(GROWN, (came, tables::counts(data)), tables::grown));
            self.lists = lists;
        }
        if events > self.events {
            let mut body = Vec::new();
            number::put(&mut body, (events - self.events) as u64);
            rows.since(&mut self.mark, &mut body);
            self.ready.push_back(seal(EVENTS, VERSION, &body));
            self.events = events;
        }
    }

    /// The next piece that has been made.
    pub(in crate::ingest) fn piece(&mut self) -> Option<Vec<u8>> {
        self.ready.pop_front()
    }

    /// The end; `order` has the number that each event had as it came.
    pub(in crate::ingest) fn end(self, order: Vec<u32>) -> Grown {
        let is_as_it_came = order.iter().zip(0..).all(|(row, at)| *row == at);
        Grown { ready: self.ready, order: if is_as_it_came { Vec::new() } else { order } }
    }
}

/// The next places of events in the order of a set, behind those of `before`.
pub(super) fn order_piece(order: &[u32], before: usize) -> (Vec<u8>, usize) {
    let to = (before + MOST_PLACES).min(order.len());
    let mut body = Vec::new();
    for at in before..to {
        // Most stand near each other.
        let last = if at == 0 { 0 } else { order[at - 1] };
        number::put(&mut body, number::zigzag(i64::from(order[at]) - i64::from(last)));
    }
    (seal(ORDER, VERSION, &body), to)
}

#[cfg(test)]
mod tests {
    use crate::ingest::{Importer, Options, PackError, Sealing, Unsealing, unseal_any};
    use crate::model::{DataSet, EventId};

    const COUNT: usize = 5_000;

    /// A table whose rows come in no order, and whose names go on coming.
    fn table(date: impl Fn(usize) -> String) -> String {
        let row = |at: usize| format!("e{at},{},Place {},Group {},Title {at}\n", date(at), at / 40, at % 7 * at / 900);
        ["id,date,place,actors,title\n".into(), (0..COUNT).map(row).collect::<String>()].concat()
    }

    fn any_day(at: usize) -> String {
        format!("20{:02}-{:02}-{:02}", at * 7 % 20, at % 12 + 1, at * 3 % 28 + 1)
    }

    fn pieces(text: &str, slice: usize) -> (Vec<Vec<u8>>, usize, DataSet) {
        let mut importer = Importer::new(Options { in_pieces: true, ..Options::default() });
        let mut pieces = Vec::new();
        for slice in text.as_bytes().chunks(slice) {
            importer.feed(slice);
            pieces.extend(core::iter::from_fn(|| importer.piece()));
        }
        let (import, early) = (importer.finish(), pieces.len());
        let data = import.data.clone();
        pieces.extend(Sealing::from(import));
        (pieces, early, data)
    }

    fn unseal(pieces: &[Vec<u8>]) -> Result<(DataSet, Vec<u32>, Vec<String>), PackError> {
        let (mut unsealing, mut seen) = (Unsealing::default(), Vec::new());
        for piece in pieces {
            if unsealing.is_anew(piece) {
                (unsealing, seen) = Default::default();
            }
            unsealing.feed(piece, &mut |set, id, event| {
                assert_eq!(id, EventId::at(seen.len()));
                assert!(event.actors.iter().all(|part| !set.texts.first(set.actor(part.actor).name).is_empty()));
                seen.push(set.texts.first(event.title).to_string());
            })?;
        }
        let (set, order) = unsealing.finish_in_order()?;
        Ok((set, order, seen))
    }

    #[test]
    fn a_table_in_no_order_comes_while_it_is_read_and_is_put_in_order_at_the_end() {
        let text = table(any_day);
        let (some, early, whole) = pieces(&text, 7_000);
        assert!(early > 3, "{early} pieces before the end");
        assert_eq!(some, pieces(&text, 100_001).0, "the same bytes, however they are fed");
        let (set, order, seen) = unseal(&some).expect("sound");
        assert_eq!((seen[0].as_str(), seen.len()), ("Title 0", COUNT));
        let in_order = order.iter().map(|row| seen[*row as usize].as_str());
        assert!(in_order.eq(set.events.iter().map(|event| set.texts.first(event.title))));
        assert_eq!(set, whole);
        assert_eq!(unseal_any(&some.concat()), Ok(whole));
    }

    #[test]
    fn a_table_in_order_has_no_order_of_its_own_and_a_short_one_comes_whole() {
        let text = table(|at| format!("2012-01-{:02}", at * 28 / COUNT + 1)).replace("\ne", "\n");
        let numbered = text.lines().enumerate().map(|(at, line)| format!("{at:05}{line}\n")).collect::<String>();
        let numbered = numbered.replacen("00000", "", 1);
        let (some, _, whole) = pieces(&numbered, 9_000);
        let (set, order, _) = unseal(&some).expect("sound");
        assert_eq!((set, order.len()), (whole, 0));
        let (some, early, whole) = pieces("date,title\n2012-01-02,A\n", 9_000);
        assert_eq!((unseal(&some).expect("sound").0, early), (whole, 0));
    }

    #[test]
    fn days_that_turn_out_to_be_months_begin_the_set_anew() {
        let text = table(|at| if at + 1 < COUNT { format!("0{}/05/2012", at % 9 + 1) } else { "01/31/2012".into() });
        let (some, early, whole) = pieces(&text, 9_000);
        assert!(early > 3);
        assert_eq!(unseal(&some).expect("sound").0, whole);
        assert_eq!(unseal_any(&some.concat()), Ok(whole));
    }

    #[test]
    fn pieces_that_are_missing_doubled_swapped_or_odd_are_refused() {
        let (good, ..) = pieces(&table(any_day), 9_000);
        for at in 0..good.len() {
            let mut odd = good.clone();
            odd.remove(at);
            assert!(unseal(&odd).is_err(), "{at} is missing");
            odd.insert(at, good[at].clone());
            odd.insert(at, good[at].clone());
            assert!(unseal(&odd).is_err(), "{at} twice");
            odd[at].truncate(good[at].len() / 2);
            assert!(unseal(&odd).is_err(), "{at} cut");
        }
        assert!(unseal(&good[..good.len() - 1]).is_err());
    }
}
